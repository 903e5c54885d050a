// Owns the words that are found inside names and those that never are, as data. Must not hold names of people.

/** Little words inside names, folded. */
export const PARTICLES = new Set('de la le du des van von der den dem del della di da dos das do bin ibn al el ter ten te zu zum zur af av y e i of d ben abu st saint mac'.split(' '));
/** Words with a capital that are no part of a name, folded: those of menus, headlines and institutions. */
export const NOT_NAMES = new Set(
	`the and for with from this that are was were has have can not but more read news about your you our all new top how why what when who where home share follow photo photos video image images comments comment
	menu search sign subscribe newsletter story article articles posts post view latest breaking live opinion politics business sport sports world culture health science technology travel lifestyle entertainment music
	der die das und ein eine mit ist auf fur nicht auch aus bei nach wie uber im am foto bild quelle mehr alle les une dans sur pour avec est el los las una para con por que como mas il per che non sono
	january february september october november december today yesterday updated published posted min minute minutes read reading time uhr editor-in-chief advertisement sponsored related topics tags
	copyright rights reserved terms privacy cookie cookies policy contact help email facebook twitter instagram whatsapp linkedin youtube google reddit print save copy link university college school institute department
	show caption captions previous next dive deeper seguir version drucken kategorien kategorie categories category any no limit club free courses best quote records exclusive about contact menu close open edit editor author by credit source sources listen watch learn click here see get join updated full view send suivre sur voir cerrar compartir teilen merken speichern anhoren
	street road avenue city county state united states america president minister party government police court house street journal times guardian telegraph review magazine television radio network weekly daily gazette herald tribune`.split(/\s+/),
);
