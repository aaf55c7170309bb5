import { useMessages } from '../../stores/preferences';

/** How a network was measured: the record's own sentences, in English where nobody translated them. */
export function MeasuredBy({ method }: { method: string }) {
  const text = useMessages().assistant.howRight.method({ text: method });
  return text === null ? <span lang="en">{method}</span> : text;
}
