import { useAnnouncement } from '../stores/announcer';
import { VisuallyHidden } from '../ui/VisuallyHidden';

/** Where announcements appear for screen readers. */
export function LiveRegion() {
  const { id, text } = useAnnouncement();
  return (
    <VisuallyHidden>
      <span role="status">
        {/* A new element each time, or the same words twice would be said once. */}
        <span key={id}>{text}</span>
      </span>
    </VisuallyHidden>
  );
}
