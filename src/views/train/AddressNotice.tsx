import { SETTINGS, type Setting, type UnreadSetting } from '../../domain/settings';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { dismissUnreadSettings, useUnreadSettings } from '../../stores/settings';
import { Notice } from '../../ui/Notice';
import styles from './RunNotices.module.css';

/** A pasted address may hold anything; this much of it tells which part is meant. */
const SHOWN_CHARACTERS = 24;

/** Parts of the address that no setting could be read from: nobody should train with others unknowingly. */
export function AddressNotice() {
  const t = useMessages();
  const unread = useUnreadSettings();
  if (unread.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={t.train.address.title}
      onDismiss={dismissUnreadSettings}
      dismissLabel={t.common.actions.dismiss}
    >
      <ul className={styles.list}>
        {unread.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an address may say the same twice
          <li key={index}>{unreadText(t, one)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function unreadText(t: Messages, { query, value, name }: UnreadSetting): string {
  const { address } = t.train;
  if (name === null) return address.unknown({ name: shortened(query) });
  const setting: Setting = SETTINGS[name];
  const said = { label: t.settings.fields[name].label, value: shortened(value) };
  if (setting.kind === 'choice') {
    return address.choices({ ...said, choices: setting.options.join(', ') });
  }
  const { minimum, maximum, integer } = setting;
  const texts = { ...said, minimum, maximum };
  return integer ? address.wholeNumbers(texts) : address.numbers(texts);
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
