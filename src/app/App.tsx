import { useEffect, useRef } from 'react';
import { I18nProvider } from 'react-aria-components';
import { announce } from '../stores/announcer';
import { useMessages } from '../stores/preferences';
import { type RouteName, useRoute } from '../stores/route';
import { classes } from '../ui/classes';
import styles from './App.module.css';
import { Header } from './Header';
import { LiveRegion } from './LiveRegion';
import { RouteView } from './RouteView';
import { SCREENS } from './routes';
import { StatusBar } from './StatusBar';

/** The whole interface: header, the present screen, status bar. */
export function App() {
  const messages = useMessages();
  const name = useRoute((route) => route.name);
  const main = useRef<HTMLElement>(null);
  useScreenChange(name);
  return (
    <I18nProvider locale={messages.common.locale}>
      <div className={classes(styles.shell, styles[SCREENS[name].layout])}>
        {/* A button: the hash of a link would be read as the address of a screen. */}
        <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
          {messages.shell.skipToContent}
        </button>
        <Header />
        <main ref={main} id="content" tabIndex={-1} className={styles.main}>
          <RouteView name={name} />
        </main>
        <StatusBar />
        <LiveRegion />
      </div>
    </I18nProvider>
  );
}

/** Keeps the tab's title, tells screen readers of a new screen, and shows it from its top. */
function useScreenChange(name: RouteName): void {
  const { shell } = useMessages();
  const title = shell.pageTitle({ screen: shell.screens[name] });
  const shown = useRef(name);
  useEffect(() => {
    document.title = title;
    if (shown.current === name) return;
    shown.current = name;
    announce(title);
    window.scrollTo(0, 0);
  }, [name, title]);
}
