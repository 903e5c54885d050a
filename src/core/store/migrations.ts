// Owns the way of an archive's database from any older schema to this one. Steps are only ever added, never changed, renamed or undone.
import { Fault } from '../../shared/errors';
import type { ReadDb, WriteDb } from './open';
import { FacetRows } from './facet-rows';
import { SearchIndex } from './search-index';
import clippings from './migrations/0001-clippings.sql?raw';
import search from './migrations/0002-search.sql?raw';
import pictures from './migrations/0003-pictures.sql?raw';
import history from './migrations/0004-history.sql?raw';
import rules from './migrations/0005-rules.sql?raw';
import spans from './migrations/0006-spans.sql?raw';
import words from './migrations/0007-words.sql?raw';
import facets from './migrations/0008-facets.sql?raw';
import searches from './migrations/0009-searches.sql?raw';
import filing from './migrations/0010-filing.sql?raw';
import annotations from './migrations/0011-annotations.sql?raw';
import merging from './migrations/0012-merging.sql?raw';
import likeness from './migrations/0013-likeness.sql?raw';
import packing from './migrations/0014-packing.sql?raw';
import returning from './migrations/0015-returning.sql?raw';
import events from './migrations/0016-events.sql?raw';

export interface Step {
	/** The schema it leads to, as kept in `user_version`. Steps are numbered without gaps. */
	schema: number;
	name: string;
	text: string;
	/** The search index is made anew once all steps are done. */
	reindexes?: true;
	/** What facets are counted from is made anew once all steps are done. */
	recounts?: true;
}

export const STEPS: readonly Step[] = [
	{ schema: 1, name: 'clippings', text: clippings },
	{ schema: 2, name: 'search', text: search, reindexes: true },
	{ schema: 3, name: 'pictures', text: pictures },
	{ schema: 4, name: 'history', text: history },
	{ schema: 5, name: 'rules', text: rules },
	{ schema: 6, name: 'spans', text: spans },
	{ schema: 7, name: 'words', text: words, reindexes: true },
	{ schema: 8, name: 'facets', text: facets, recounts: true },
	{ schema: 9, name: 'searches', text: searches },
	{ schema: 10, name: 'filing', text: filing },
	{ schema: 11, name: 'annotations', text: annotations },
	{ schema: 12, name: 'merging', text: merging },
	{ schema: 13, name: 'likeness', text: likeness },
	{ schema: 14, name: 'packing', text: packing },
	{ schema: 15, name: 'returning', text: returning },
	{ schema: 16, name: 'events', text: events },
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
		if (due.some((step) => step.recounts)) new FacetRows(db).rebuild();
		db.exec('COMMIT');
		return due.length > 0;
	} catch (error) {
		if (db.inTransaction) db.exec('ROLLBACK');
		throw error;
	} finally {
		db.pragma('foreign_keys = ON');
	}
}
