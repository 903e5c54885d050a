// Owns the most frequent little words of the languages told apart, as data. Must not hold words that carry a meaning.

/** Most frequent little words by language (closed classes only). */
export const LITTLE: Record<string, string> = {
	en: 'the of and to in is that for it was with on as are at by this from be have has he his but not they you we or an will their which about been more when who would there its can had were she said',
	de: 'der die und den von zu das mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber einen so zum war haben nur oder aber vor zur bis mehr durch man',
	fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se le ce il sont la avec son aux cette ont ses mais comme on tout nous sa etait leur elle etre ces',
	es: 'de la que el en y a los del se las por un para con no una su al lo como mas pero sus le ya o este si porque esta entre cuando muy sin sobre tambien me hasta hay donde quien desde',
	pt: 'de a o que e do da em um para com nao uma os no se na por mais as dos como mas ao ele das sua ou ser quando muito ha nos ja esta eu tambem so pelo pela ate isso',
	it: 'di e il la che in un a per del una della con non sono da le si dei i al come piu ma gli nel anche alla lo delle ha ci dal questo se o nella',
	nl: 'de van het een en in is dat op te zijn met voor niet aan er die om ook als bij maar door naar dan uit wordt heeft hij nog over meer deze werd zich worden',
	sv: 'och i att det som en pa ar av for med till den har de inte om ett han men var jag sig fran vi sa kan man nar ska hade efter',
	no: 'og i det er pa som en til at av for har med de ikke den han om et var fra vi seg men jeg sa kan skal ble etter eller nar ved',
	da: 'og i at det er en til af som pa de med for den har ikke der et om han var men sig vi jeg fra kan skal blev efter eller nar ved hun',
	fi: 'ja on ei se etta han oli joka mutta kun myos ovat niin tai vain kuin sen mukaan jos hanen jalkeen ole voi',
	pl: 'w i na z do sie nie to ze jest o jak po od za przez ale co dla czy tak jego przy oraz tym juz ktory ktore jej byl bylo',
	cs: 'a v se na je ze s z o do i to k ve pro za by jsem ale jako jeho si po od tak nebo kdyz podle jsou byl ktery ktere',
	sk: 'a v sa na je ze s z o do i to k vo pre za by som ale ako jeho si po od tak alebo ked podla su bol ktory ktore',
	tr: 've bir bu da de icin ile olarak daha cok gibi olan sonra kadar var ne en diye ancak her iki buyuk icinde oldugu olduğunu',
	id: 'yang dan di itu dengan untuk dari ini pada tidak dalam akan juga ke oleh ada karena bisa mereka saat telah sebagai kata lebih',
	ro: 'de si in la cu a pe nu din care sa un o pentru ca mai este au fost se ce dupa sunt intre prin dar sau',
	hu: 'a az es hogy nem is egy van meg volt csak mar ez azt el de mint lesz pedig szerint meg ki sem lehet',
	ca: 'de la i el que en els a un les del per una amb no es al com mes pero han ser aquest seva als entre',
	hr: 'i u je na se da su za od s o kao koji ne to ali iz sto biti po ili nije bi koja vec samo',
	vi: 'va cua la co cho khong duoc nguoi trong mot nhung da voi cac nay khi ve tai den ra',
};
