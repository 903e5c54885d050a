// Owns light and dark: the system's choice until somebody makes another. Must not fail where nothing can be remembered.
const KEY = 'cuttings-site-theme';
type Theme = 'light' | 'dark';

function remembered(): Theme | null {
	try {
		const theme = localStorage.getItem(KEY);
		return theme === 'light' || theme === 'dark' ? theme : null;
	} catch {
		return null;
	}
}

/** Before the page is drawn. */
export function wear(theme = remembered()): void {
	if (theme) document.documentElement.dataset.theme = theme;
}

const isDark = (): boolean => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

export function offerThemes(button: HTMLButtonElement): void {
	const say = (): void => button.setAttribute('aria-pressed', String(isDark()));
	button.hidden = false;
	say();
	matchMedia('(prefers-color-scheme: dark)').addEventListener('change', say);
	button.addEventListener('click', () => {
		const theme = isDark() ? 'light' : 'dark';
		wear(theme);
		say();
		try {
			localStorage.setItem(KEY, theme);
		} catch {
			// It is worn until the page is left.
		}
	});
}
