import { useMessages } from '../../stores/preferences';

/** The Assistant screen. */
export default function AssistantView() {
  const { assistant } = useMessages();
  return <h1>{assistant.title}</h1>;
}
