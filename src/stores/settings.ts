/** The settings of the next run, as the form and the address show them. */
import { create } from 'zustand';
import { settingsFromQuery, type TrainingSettings } from '../domain/settings';
import { chooseBackend } from './backend';
import { useRoute } from './route';

/** The settings, for components and other stores. */
export const useSettings = create<TrainingSettings>(() => {
  const { name, query } = useRoute.getState();
  return settingsFromQuery(new URLSearchParams(name === 'train' ? query : ''));
});
chooseBackend(useSettings.getState().backend);

/** Changes some settings; values must come from parseSetting or a control bound to the table. */
export function changeSettings(changes: Partial<TrainingSettings>): void {
  useSettings.setState(changes);
  if (changes.backend) chooseBackend(changes.backend);
}
