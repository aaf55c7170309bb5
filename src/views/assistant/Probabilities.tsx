import { useMessages } from '../../stores/preferences';
import { ProbabilityBars } from '../../ui/ProbabilityBars';
import { useClassNames } from './use-class-names';

/** All ten answers as bars, in label order: in live pictures they keep their places. */
export function Probabilities({ probabilities }: { probabilities: ArrayLike<number> }) {
  const { assistant, common } = useMessages();
  return (
    <ProbabilityBars
      label={assistant.probabilities.label}
      classNames={useClassNames()}
      probabilities={probabilities}
      formatShare={(share) => common.format.percent(share)}
    />
  );
}
