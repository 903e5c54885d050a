// Owns the way of an archive's database from any older schema to this one. Steps are only ever added, never changed, renamed or undone.
import { Fault } from '../../shared/errors';
import type { ReadDb, WriteDb } from './open';
import { SearchIndex } from './search-index';
import clippings from './migrations/0001-clippings.sql?raw';
import search from './migrations/0002-search.sql?raw';
import pictures from './migrations/0003-pictures.sql?raw';
import history from './migrations/0004-history.sql?raw';
import rules from './migrations/0005-rules.sql?raw';
import spans from './migrations/0006-spans.sql?raw';

export interface Step {
	/** The schema it leads to, as kept in `user_version`. Steps are numbered without gaps. */
	schema: number;
	name: string;
	text: string;
	/** The search index is made anew once all steps are done. */
	reindexes?: true;
}

export const STEPS: readonly Step[] = [
	{ schema: 1, name: 'clippings', text: clippings },
	{ schema: 2, name: 'search', text: search, reindexes: true },
	{ schema: 3, name: 'pictures', text: pictures },
	{ schema: 4, name: 'history', text: history },
	{ schema: 5, name: 'rules', text: rules },
	{ schema: 6, name: 'spans', text: spans },
];

/** The schema this program writes. */
export const SCHEMA = STEPS.length;

export const schemaOf = (db: ReadDb): number => Number(db.pragma('user_version'));

/** Refuses an archive made by a later program. */
export function refuseNewer(db: ReadDb, supported = SCHEMA): void {
	const version = schemaOf(db);
	if (version > supported) throw new Fault('archive/newer', { path: db.dir, version, supported });
}

/**
 * Brings a database to the last of `steps`, all of them or none: the steps, their checks and the new version number are
 * one transaction. Another program that migrates at the same time is waited for. Answers whether anything was done.
 * `onStep` is told when a step's statements have run and nothing is kept yet.
 */
export function migrate(db: WriteDb, steps: readonly Step[] = STEPS, onStep: (step: Step) => void = () => {}): boolean {
	const goal = steps.at(-1)?.schema ?? 0;
	refuseNewer(db, goal);
	if (schemaOf(db) === goal) return false;
	// Subtle: inside a transaction this pragma would be ignored. Steps may have to build tables anew that others refer to.
	db.pragma('foreign_keys = OFF');
	db.exec('BEGIN EXCLUSIVE');
	try {
		const from = schemaOf(db);
		const due = steps.filter((step) => step.schema > from);
		for (const step of due) {
			db.exec(step.text);
			const broken = db.prepare('PRAGMA foreign_key_check').all();
			if (broken.length > 0) throw new Error(`Step ${step.schema} (${step.name}) leaves ${broken.length} rows that refer to nothing.`);
			db.pragma(`user_version = ${step.schema}`);
			onStep(step);
		}
		if (due.some((step) => step.reindexes)) new SearchIndex(db).rebuild();
		db.exec('COMMIT');
		return due.length > 0;
	} catch (error) {
		if (db.inTransaction) db.exec('ROLLBACK');
		throw error;
	} finally {
		db.pragma('foreign_keys = ON');
	}
}
