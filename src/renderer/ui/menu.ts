// Owns what a row of a menu is. Must not render it.
import type { Component } from 'svelte';

export type MenuRow =
	| { is: 'rule' }
	| { is: 'head'; label: string }
	| { is: 'more'; label: string; rows: readonly MenuRow[]; icon?: Component<{ size?: number; strokeWidth?: number }>; isOff?: boolean }
	| {
		is: 'act';
		label: string;
		act: () => void;
		icon?: Component<{ size?: number; strokeWidth?: number }>;
		/** A tag's hue instead of an icon. */
		dot?: string;
		keys?: string;
		isDanger?: boolean;
		isOff?: boolean;
		/** For one of several: whether it is the one in force. */
		isOn?: boolean;
	};
