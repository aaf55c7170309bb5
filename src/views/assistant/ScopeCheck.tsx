import { outsideScope } from '../../domain/photo/scope';
import type { VerdictFacts } from '../../domain/photo/verdict';
import { retryScopeCheck } from '../../stores/assistant';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { setScopeCheck, useMessages, usePreferences } from '../../stores/preferences';
import { useScopeCheck, useWithout, withoutClass } from '../../stores/scope-check';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Notice } from '../../ui/Notice';
import styles from './ScopeCheck.module.css';

/** Whether the photo network is asked too, where the network that answers lacks classes. */
export function ScopeSwitch() {
  const { scope } = useMessages().assistant;
  const isSelected = usePreferences(({ checksScope }) => checksScope);
  const network = useNetworks(chosenNetwork);
  if (!withoutClass(network)) return null;
  return (
    <div>
      <Checkbox label={scope.label} isSelected={isSelected} onChange={setScopeCheck} />
      <p className={styles.help}>{scope.help}</p>
    </div>
  );
}

/** Why answers are given without the photo network although it should be asked. */
export function ScopeFailed() {
  const { assistant, common, failureText } = useMessages();
  const failure = useScopeCheck((state) => state.failure);
  const isWanted = useWithout() !== null;
  if (!failure || !isWanted) return null;
  return (
    <Notice
      tone="warning"
      title={assistant.scope.failed}
      actions={<Button onPress={retryScopeCheck}>{common.actions.tryAgain}</Button>}
    >
      {failureText(failure).happened} {assistant.scope.without}
    </Notice>
  );
}

/** What the photo network said of a photo that another one answered. */
export function ScopeNote({ facts }: { facts: VerdictFacts }) {
  const { assistant } = useMessages();
  const without = useWithout();
  if (!without || !facts.scope) return null;
  const { probability } = outsideScope(facts.scope, without);
  return <p className={styles.note}>{assistant.scope.asked({ share: probability })}</p>;
}
