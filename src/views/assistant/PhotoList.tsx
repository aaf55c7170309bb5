import { GridList, GridListItem } from 'react-aria-components';
import { answerSkipped, clearPhotos, removePhoto, selectPhoto } from '../../stores/assistant';
import { type PhotoItem, useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/icons';
import { PictureCanvas } from '../../ui/photo/PictureCanvas';
import { Section } from '../../ui/Section';
import styles from './PhotoList.module.css';
import { photoFailureText } from './photo-failure-text';
import { useClassNames } from './use-class-names';
import { answerText, useVerdict } from './verdict-words';

/** All photos with their answers; the selected one is shown beside. */
export function PhotoList() {
  const messages = useMessages();
  const { list } = messages.assistant;
  const photos = useAssistant((state) => state.photos);
  const selectedId = useAssistant((state) => state.selectedId);
  const names = useClassNames();
  return (
    <Section title={list.title} actions={<ListActions />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows bubble up to here */}
      <div
        onKeyDown={(event) => {
          if (event.key === 'Delete' && selectedId !== null) removePhoto(selectedId);
        }}
      >
        <GridList
          aria-label={list.label}
          className={styles.list ?? ''}
          items={photos}
          dependencies={[messages, names]}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={selectedId === null ? [] : [selectedId]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            if (key !== undefined) selectPhoto(String(key));
          }}
        >
          {(photo) => <PhotoRow photo={photo} names={names} />}
        </GridList>
      </div>
    </Section>
  );
}

function ListActions() {
  const { list } = useMessages().assistant;
  const hasSkipped = useAssistant(({ photos }) =>
    photos.some(({ status }) => status === 'skipped'),
  );
  return (
    <>
      {hasSkipped && (
        <Button size="small" onPress={answerSkipped}>
          {list.answerSkipped}
        </Button>
      )}
      <Button variant="quiet" size="small" onPress={clearPhotos}>
        {list.clear}
      </Button>
    </>
  );
}

interface PhotoRowProps {
  photo: PhotoItem;
  names: readonly string[];
}

function PhotoRow({ photo, names }: PhotoRowProps) {
  const { assistant } = useMessages();
  const { list } = assistant;
  const { name } = photo.file;
  return (
    <GridListItem
      id={photo.id}
      textValue={list.row({ name, answer: useAnswerText(photo, names) })}
      className={styles.row ?? ''}
    >
      <div className={styles.thumbnail}>
        {photo.result && (
          <PictureCanvas image={photo.result.thumbnail} fit="contain" label={null} />
        )}
        {photo.status === 'refused' && <Icon name="warning" size={20} />}
      </div>
      <div className={styles.text}>
        {/* Names may be of any script, and are never more than text. */}
        <span className={styles.name} dir="auto" title={name}>
          {name}
        </span>
        <RowAnswer photo={photo} names={names} />
      </div>
      <Button
        variant="quiet"
        size="small"
        icon="close"
        aria-label={list.remove({ name })}
        onPress={() => removePhoto(photo.id)}
      />
    </GridListItem>
  );
}

function RowAnswer({ photo: { status, result, failure }, names }: PhotoRowProps) {
  const messages = useMessages();
  const { list, confidence, unsure, answer } = messages.assistant;
  const verdict = useVerdict(result?.probabilities ?? null, result);
  if (result && verdict) {
    const name = names[verdict.label] ?? '';
    const share = result.probabilities[verdict.label] ?? 0;
    return (
      <span className={styles.answer}>
        <strong>{verdict.reason ? unsure.title : name}</strong>
        <span>{verdict.reason ? answer({ name, share }) : confidence(share)}</span>
      </span>
    );
  }
  if (!failure) {
    return (
      <span className={styles.quiet}>{status === 'skipped' ? list.skipped : list.waiting}</span>
    );
  }
  const { happened, next } = photoFailureText(failure, messages);
  return (
    <span className={styles.refused}>
      <strong>{list.refused}.</strong> {happened} <span>{next}</span>
    </span>
  );
}

/** The same in one text, for screen readers. */
function useAnswerText({ status, result, failure }: PhotoItem, names: readonly string[]): string {
  const messages = useMessages();
  const { list } = messages.assistant;
  const verdict = useVerdict(result?.probabilities ?? null, result);
  if (result && verdict) return answerText(messages, names, verdict, result.probabilities);
  if (failure) return `${list.refused}. ${photoFailureText(failure, messages).happened}`;
  return status === 'skipped' ? list.skipped : list.waiting;
}
