import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import type { PressEvent } from 'react-aria-components';
import { mayFareBetter } from '../../domain/failure';
import { keepDuplicate, removePhoto, retryPhoto, selectPhoto } from '../../stores/assistant';
import { type PhotoItem, pictureOf, useAssistant } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/icons';
import { Thumbnail } from '../../ui/photo/Thumbnail';
import { Section } from '../../ui/Section';
import { ListActions } from './ListActions';
import styles from './PhotoList.module.css';
import { type PhotoText, usePhotoText } from './use-photo-text';
import { type Remove, useRemoval } from './use-removal';

/** Height of a row before it is measured, in CSS pixels: most have this one. */
const ROW_HEIGHT = 66;
/** Rows kept beyond the view on both sides. */
const OVERSCAN = 8;
/** Rows that Page keys pass. */
const PAGE_ROWS = 8;

/**
 * All photos with their answers; the selected one is shown beside. Only rows in view exist. The list is
 * one stop of the Tab key: arrows select, Delete removes.
 */
export function PhotoList() {
  const { list } = useMessages().assistant;
  const photos = useAssistant((state) => state.photos);
  const selectedId = useAssistant((state) => state.selectedId);
  const scroller = useRef<HTMLDivElement>(null);
  const selected = photos.findIndex(({ id }) => id === selectedId);
  const virtual = useRows(scroller, photos, selected);
  const remove = useRemoval(scroller, photos);
  const activeId = useId();
  const isActiveThere = virtual.getVirtualItems().some(({ index }) => index === selected);
  return (
    <Section title={list.title} actions={<ListActions list={scroller} />}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are placed by position */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={list.label}
        aria-rowcount={photos.length}
        {...(isActiveThere ? { 'aria-activedescendant': activeId } : {})}
        className={styles.list}
        onKeyDown={(event) => handleKey(event, photos, selected)}
      >
        <div className={styles.sizer} style={{ height: virtual.getTotalSize() }}>
          <Rows
            virtual={virtual}
            photos={photos}
            selected={selected}
            activeId={activeId}
            onRemove={remove}
          />
        </div>
      </div>
    </Section>
  );
}

interface RowsProps {
  virtual: Virtualizer<HTMLDivElement, Element>;
  photos: readonly PhotoItem[];
  /** Where the keyboard is, and the id that says so. */
  selected: number;
  activeId: string;
  onRemove: Remove;
}

function Rows({ virtual, photos, selected, activeId, onRemove }: RowsProps) {
  const textOf = usePhotoText();
  return virtual.getVirtualItems().map(({ index, start }) => {
    const photo = photos[index] as PhotoItem;
    return (
      <div
        key={photo.id}
        ref={virtual.measureElement}
        data-index={index}
        className={styles.place}
        style={{ transform: `translateY(${start}px)` }}
      >
        <PhotoRow
          photo={photo}
          text={textOf(photo)}
          row={index}
          activeId={index === selected ? activeId : undefined}
          onRemove={(press) => onRemove(index, press)}
        />
      </div>
    );
  });
}

function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  photos: readonly PhotoItem[],
  selected: number,
) {
  const virtual = useVirtualizer({
    count: photos.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => photos[index]?.id ?? index,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected);
  }, [virtual, selected]);
  return virtual;
}

/** Keys of the list itself; those of the buttons in it are their own. */
function handleKey(event: KeyboardEvent, photos: readonly PhotoItem[], selected: number): void {
  if (event.target !== event.currentTarget) return;
  const last = photos.length - 1;
  const targets: Record<string, number> = {
    ArrowDown: selected + 1,
    ArrowUp: selected - 1,
    PageDown: selected + PAGE_ROWS,
    PageUp: selected - PAGE_ROWS,
    Home: 0,
    End: last,
  };
  const target = targets[event.key];
  const photo = photos[target === undefined ? selected : Math.max(0, Math.min(last, target))];
  if (!photo || event.altKey || event.ctrlKey || event.metaKey) return;
  if (target !== undefined) selectPhoto(photo.id);
  else if (event.key === 'Delete') removePhoto(photo.id);
  else return;
  event.preventDefault();
}

interface PhotoRowProps {
  photo: PhotoItem;
  text: PhotoText;
  /** From 0. */
  row: number;
  /** Id of the row where the keyboard is; undefined for all others. */
  activeId: string | undefined;
  onRemove: (press: PressEvent) => void;
}

function PhotoRow({ photo, text, row, activeId, onRemove }: PhotoRowProps) {
  const { list } = useMessages().assistant;
  const { id, file, path } = photo;
  const { name } = file;
  const isSelected = activeId !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see PhotoList
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys come to the grid, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="row"
      id={activeId}
      aria-rowindex={row + 1}
      aria-label={list.row({ name, answer: text.aloud })}
      aria-selected={isSelected}
      className={styles.row}
      onClick={() => selectPhoto(id)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see PhotoList */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      <div role="gridcell" className={styles.cell}>
        <RowPicture photo={photo} />
        <div className={styles.text}>
          {/* Names may be of any script, and are never more than text. */}
          <span className={styles.name} dir="auto" title={path}>
            {name}
          </span>
          <RowAnswer photo={photo} text={text} isSelected={isSelected} />
        </div>
        <RemoveButton name={name} isSelected={isSelected} onRemove={onRemove} />
      </div>
    </div>
  );
}

interface RemoveButtonProps extends Pick<PhotoRowProps, 'onRemove'> {
  /** Of the file. */
  name: string;
  isSelected: boolean;
}

function RemoveButton({ name, isSelected, onRemove }: RemoveButtonProps) {
  const { list } = useMessages().assistant;
  return (
    <Button
      variant="quiet"
      size="small"
      icon="close"
      excludeFromTabOrder={!isSelected}
      aria-label={list.remove({ name })}
      onPress={onRemove}
      data-removes
    />
  );
}

function RowPicture({ photo }: { photo: PhotoItem }) {
  const isRefused = photo.status === 'refused';
  const picture = isRefused ? null : pictureOf(photo);
  return (
    <div className={styles.thumbnail}>
      {picture && <Thumbnail image={picture.thumbnail} />}
      {isRefused && <Icon name="warning" size={20} />}
    </div>
  );
}

interface RowAnswerProps {
  photo: PhotoItem;
  text: PhotoText;
  isSelected: boolean;
}

function RowAnswer({ photo, text, isSelected }: RowAnswerProps) {
  const { list } = useMessages().assistant;
  const { title, detail, next } = text;
  switch (photo.status) {
    case 'refused':
      return (
        <span className={styles.refused}>
          <strong>{title}.</strong> {detail}{' '}
          {photo.failure?.code === 'photo-refused' && <span>{next} </span>}
          {photo.failure && mayFareBetter(photo.failure) && (
            <RowButton isSelected={isSelected} onPress={() => retryPhoto(photo.id)}>
              {list.tryAgain}
            </RowButton>
          )}
        </span>
      );
    case 'duplicate':
      return (
        <span className={styles.duplicate}>
          <Original id={photo.duplicateOf} />
          <RowButton isSelected={isSelected} onPress={() => keepDuplicate(photo.id)}>
            {list.keep}
          </RowButton>
        </span>
      );
    default:
      return (
        <span className={photo.result ? styles.answer : styles.quiet}>
          <strong>{title}</strong>
          <span>{detail}</span>
        </span>
      );
  }
}

interface RowButtonProps {
  isSelected: boolean;
  onPress: () => void;
  children: string;
}

/** A button beside an answer; Tab reaches that of the selected row alone. The list has the keys when it is gone. */
function RowButton({ isSelected, onPress, children }: RowButtonProps) {
  const press = ({ target }: PressEvent) => {
    const list = target.closest<HTMLElement>('[role="grid"]');
    onPress();
    list?.focus({ preventScroll: true });
  };
  return (
    <Button size="small" variant="quiet" excludeFromTabOrder={!isSelected} onPress={press}>
      {children}
    </Button>
  );
}

/** Which photo a duplicate repeats. */
function Original({ id }: { id: string | null }) {
  const { list } = useMessages().assistant;
  const name = useAssistant(({ photos }) => photos.find((photo) => photo.id === id)?.file.name);
  return <span>{list.sameAs({ name: name ?? '' })}</span>;
}
