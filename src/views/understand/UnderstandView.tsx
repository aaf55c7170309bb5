import { useMessages } from '../../stores/preferences';

/** The Understand screen. */
export default function UnderstandView() {
  const { understand } = useMessages();
  return <h1>{understand.title}</h1>;
}
