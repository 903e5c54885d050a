// Owns the proof that rate and time left are said from the last stretch, steadily, and only when they can be known.
import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/renderer/jobs/pace';
import { leftWords, paceWords } from '../../src/renderer/jobs/words';
import type { Progress } from '../../src/shared/model';

const at = (done: number, total: number | null = 10_000, phase: Progress['phase'] = 'reading'): Progress => ({ phase, done, total, current: null });

describe('the pace of a job', () => {
	it('is not said before enough of it has been seen', () => {
		const pace = new Pace();
		expect(pace.add(0, at(0))).toBeNull();
		expect(pace.add(2_900, at(290))).toBeNull();
		expect(pace.add(3_000, at(300))).toEqual({ rate: 100, minutes: 2 });
	});

	it('is no time left while all there is has not been counted', () => {
		const pace = new Pace();
		pace.add(0, at(0, 50, 'looking'));
		expect(pace.add(4_000, at(40, 900, 'looking'))).toEqual({ rate: 10, minutes: null });
		expect(pace.add(5_100, at(51, 6_051))?.minutes).toBe(10);
	});

	it('follows the last stretch, not the whole', () => {
		const pace = new Pace();
		for (let second = 0; second <= 60; second++) pace.add(second * 1_000, at(second * 100));
		let last = null;
		for (let second = 61; second <= 100; second++) last = pace.add(second * 1_000, at(6_000 + (second - 60) * 10));
		expect(last!.rate).toBeCloseTo(10, 1);
	});

	it('does not go to and fro, however uneven the work is', () => {
		const pace = new Pace();
		const said: number[] = [];
		let done = 0;
		for (let second = 0; second <= 290; second++) {
			done += 40 + (second % 2 === 0 ? 15 : -15) + Math.round(8 * Math.sin(second / 3));
			const minutes = pace.add(second * 1_000, at(done, 12_000))?.minutes;
			if (typeof minutes === 'number' && said.at(-1) !== minutes) said.push(minutes);
		}
		expect(said).toEqual([...said].sort((a, b) => b - a));
		expect(said.at(-1)).toBe(0);
	});

	it('begins anew after a rest, and has none while the job finishes', () => {
		const pace = new Pace();
		pace.add(0, at(0));
		expect(pace.add(4_000, at(400))).not.toBeNull();
		pace.rest();
		expect(pace.add(90_000, at(400))).toBeNull();
		expect(pace.add(94_000, at(800))?.rate).toBe(100);
		expect(pace.add(95_000, at(10_000, 10_000, 'finishing'))).toBeNull();
	});
});

describe('pace in words', () => {
	const said = (is: 'import' | 'export' | 'check' | 'backup', rate: number, minutes: number | null): string => paceWords({ work: { is, summary: null, ...(is === 'import' && { watched: null }) } as never, pace: { rate, minutes } });

	it('says a rate with two figures that count, and how long it will take', () => {
		expect(said('import', 123.4, 3)).toBe('120 files a second, about 3 minutes left');
		expect(said('export', 1_234, 1)).toBe('1,200 clippings a second, about 1 minute left');
		expect(said('check', 0.5, null)).toBe('30 files a minute');
		expect(said('backup', 12_400_000, 0)).toBe('12 MB a second, less than a minute left');
	});

	it('says hours where there are many minutes', () => {
		expect([leftWords(89), leftWords(90), leftWords(180), leftWords(null)]).toEqual(['about 89 minutes left', 'about 2 hours left', 'about 3 hours left', '']);
	});

	it('says nothing where nothing is known', () => {
		expect(paceWords({ work: { is: 'check', summary: null }, pace: null })).toBe('');
	});
});
