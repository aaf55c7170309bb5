/** The settings of the next run, as the form and the address show them. */
import { create } from 'zustand';
import {
  settingsFromQuery,
  type TrainingSettings,
  type UnreadSetting,
  unreadSettings,
} from '../domain/settings';
import { chooseBackend } from './backend';
import { useRoute } from './route';

/** The settings, for components and other stores. */
export const useSettings = create<TrainingSettings>(() => {
  const { name, query } = useRoute.getState();
  return settingsFromQuery(new URLSearchParams(name === 'train' ? query : ''));
});
chooseBackend(useSettings.getState().backend);

/** What could not be read from the last address that settings were taken from. */
export const useUnreadSettings = create<readonly UnreadSetting[]>(() => []);

/** Sets what an address's query says; what it does not say is at its default. */
export function takeSettings(query: URLSearchParams): void {
  useUnreadSettings.setState(unreadSettings(query), true);
  changeSettings(settingsFromQuery(query));
}

/** The person knows. */
export function dismissUnreadSettings(): void {
  useUnreadSettings.setState([], true);
}

/** Changes some settings; values must come from parseSetting or a control bound to the table. */
export function changeSettings(changes: Partial<TrainingSettings>): void {
  useSettings.setState(changes);
  if (changes.backend) chooseBackend(changes.backend);
}
