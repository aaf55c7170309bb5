import { LANGUAGES, messagesFor } from '../i18n/messages';
import {
  setLanguage,
  setTheme,
  THEMES,
  type Theme,
  useLanguage,
  useMessages,
  usePreferences,
} from '../stores/preferences';
import { formatHash, ROUTE_NAMES, useRoute } from '../stores/route';
import type { IconName } from '../ui/icons';
import { SelectField } from '../ui/SelectField';
import { ToggleGroup } from '../ui/ToggleGroup';
import styles from './Header.module.css';

const THEME_ICONS: Record<Theme, IconName> = { system: 'monitor', light: 'sun', dark: 'moon' };

/** Each language under its own name, so that its readers find it. */
const LANGUAGE_OPTIONS = LANGUAGES.map((id) => ({
  id,
  label: messagesFor(id).common.languageName,
}));

/** Product name, navigation, language and theme. */
export function Header() {
  const { shell } = useMessages();
  return (
    <header className={styles.header}>
      <a className={styles.brand} href={formatHash('train')}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} width={26} height={26} alt="" />
        {shell.product}
      </a>
      <Navigation />
      <div className={styles.controls}>
        <LanguageSelect />
        <ThemeToggle />
      </div>
    </header>
  );
}

function Navigation() {
  const { shell } = useMessages();
  const present = useRoute((route) => route.name);
  const visited = useRoute((route) => route.visited);
  return (
    <nav className={styles.navigation} aria-label={shell.navigation}>
      <ul>
        {ROUTE_NAMES.map((name) => (
          <li key={name}>
            <a
              href={formatHash(name, visited[name] ?? '')}
              {...(name === present ? { 'aria-current': 'page' } : {})}
            >
              {shell.screens[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function LanguageSelect() {
  const { shell } = useMessages();
  return (
    <div className={styles.language}>
      <SelectField
        label={shell.language}
        isLabelHidden
        isQuiet
        options={LANGUAGE_OPTIONS}
        value={useLanguage()}
        onChange={setLanguage}
      />
    </div>
  );
}

function ThemeToggle() {
  const { shell } = useMessages();
  const theme = usePreferences((state) => state.theme);
  return (
    <ToggleGroup
      label={shell.theme.label}
      options={THEMES.map((id) => ({ id, label: shell.theme[id], icon: THEME_ICONS[id] }))}
      value={theme}
      onChange={setTheme}
    />
  );
}
