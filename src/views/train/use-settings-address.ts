import { useEffect, useState } from 'react';
import { settingsToQuery } from '../../domain/settings';
import { replaceQuery, useRoute } from '../../stores/route';
import { isActive, useRun } from '../../stores/run-state';
import { takeSettings, useSettings } from '../../stores/settings';

/**
 * Keeps the form and the address's query alike, so that a link carries the settings: the address sets
 * the form when it is opened or edited, the form writes the address when it changes.
 */
export function useSettingsAddress(): void {
  const query = useRoute(({ name, query: text }) => (name === 'train' ? text : null));
  const settings = useSettings();
  const [applied, setApplied] = useState<string | null>(null);
  useEffect(() => {
    if (query === null || query === applied) return;
    setApplied(query);
    // Coming back by the navigation, without a query, keeps what was set before.
    if (query !== '' && !isActive(useRun.getState().status)) {
      takeSettings(new URLSearchParams(query));
    }
  }, [query, applied]);
  useEffect(() => {
    if (query === null || query !== applied) return;
    const written = settingsToQuery(settings);
    if (written.toString() === query) return;
    setApplied(written.toString());
    replaceQuery(written);
  }, [settings, query, applied]);
}
