// Owns the proof that mistakes about a contract are compile errors: each @ts-expect-error fails the type check when its mistake is let through.
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { Client, Handlers } from '../../src/shared/rpc';
import { command, event, job, query } from '../../src/shared/rpc';

const contract = {
	'things.find': query(z.object({ text: z.string(), limit: z.number().default(10) }), z.array(z.string())),
	'things.all': query(z.void(), z.number()),
	'things.drop': command(z.object({ id: z.number() }), z.void()),
	'things.copy': job(z.object({ to: z.string() }), z.object({ done: z.number() }), z.object({ copied: z.number() })),
	'changed': event(z.object({ id: z.number() })),
} as const;

type ThingClient = Client<typeof contract>;
type ThingHandlers = Handlers<typeof contract>;

const complete: ThingHandlers = {
	'things.find': ({ text, limit }) => [text, String(limit)],
	'things.all': () => 1,
	'things.drop': () => undefined,
	'things.copy': async (_input, { progress }) => { progress({ done: 1 }); return { copied: 1 }; },
	'changed': (emit) => { emit({ id: 1 }); return () => undefined; },
};

/** Never run: the compiler reads it. */
export function mistakes(client: ThingClient): void {
	// @ts-expect-error a missing handler
	const missing: ThingHandlers = { 'things.find': complete['things.find'], 'things.all': complete['things.all'], 'things.drop': complete['things.drop'], 'changed': complete['changed'] };
	// @ts-expect-error a handler for nothing
	const extra: ThingHandlers = { ...complete, 'things.fnid': () => [] };
	// @ts-expect-error a handler that answers with the wrong thing
	const wrong: ThingHandlers = { ...complete, 'things.all': () => 'one' };
	// @ts-expect-error a misspelt operation
	void client['things.fnid']({ text: '' });
	// @ts-expect-error input of the wrong type
	void client['things.find']({ text: 1 });
	// @ts-expect-error input left out
	void client['things.find']();
	// @ts-expect-error input that no field takes
	void client['things.find']({ text: '', offset: 3 });
	// @ts-expect-error input where none is taken
	void client['things.all']({ text: '' });
	// @ts-expect-error progress of a query
	void client['things.find']({ text: '' }, { onProgress: () => undefined });
	// @ts-expect-error progress of a command
	void client['things.drop']({ id: 1 }, { onProgress: () => undefined });
	// @ts-expect-error a listener for something else
	client['changed']((payload: { name: string }) => payload);
	// @ts-expect-error an event is not asked for
	void client['changed']({ id: 1 });
	// @ts-expect-error progress that does not say how much is done
	job(z.void(), z.object({ percent: z.number() }), z.void());
	void [missing, extra, wrong];
}

describe('the types derived from a contract', () => {
	it('give callers the input before defaults and handlers the input after', () => {
		expectTypeOf<Parameters<ThingClient['things.find']>[0]>().toEqualTypeOf<{ text: string; limit?: number | undefined }>();
		expectTypeOf<Parameters<ThingHandlers['things.find']>[0]>().toEqualTypeOf<{ text: string; limit: number }>();
	});

	it('give callers what comes back', () => {
		expectTypeOf<Awaited<ReturnType<ThingClient['things.copy']>>>().toEqualTypeOf<{ copied: number }>();
		expectTypeOf<ReturnType<ThingClient['changed']>>().toEqualTypeOf<() => void>();
	});

	it('hold for a complete set of handlers', () => {
		expect(Object.keys(complete).sort()).toEqual(Object.keys(contract).sort());
	});
});
