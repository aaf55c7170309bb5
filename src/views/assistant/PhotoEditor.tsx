import { useState } from 'react';
import {
  isCutOut,
  MARK_KINDS,
  type Mark,
  type MarkKind,
  type PhotoAdjustments,
  type PixelImage,
  type PreparedPhoto,
  type Region,
} from '../../domain/photo/photo';
import { rotatedPlace } from '../../domain/photo/rotation';
import { adjustPhoto, markPhoto, unmarkPhoto } from '../../stores/assistant';
import type { PhotoItem } from '../../stores/assistant-state';
import { useMessages } from '../../stores/preferences';
import { Button } from '../../ui/Button';
import { CropBox } from '../../ui/photo/CropBox';
import { MarkPad, Marks } from '../../ui/photo/MarkPad';
import { MaskOutline } from '../../ui/photo/MaskOutline';
import { PictureCanvas } from '../../ui/photo/PictureCanvas';
import { ToggleGroup } from '../../ui/ToggleGroup';
import styles from './PhotoEditor.module.css';

/** Props of {@link PhotoEditor}. */
export interface PhotoEditorProps {
  photo: PhotoItem;
  prepared: PreparedPhoto;
  /** The adjustments that `prepared` was made with, which newer ones may have overtaken. */
  preparedWith: PhotoAdjustments;
}

/** What the pointer does on the photo. */
const TOOLS = ['frame', ...MARK_KINDS] as const;
type Tool = (typeof TOOLS)[number];

/** The photo, with the frame around what is looked at or with a brush for garment and background. */
export function PhotoEditor({ photo, prepared, preparedWith }: PhotoEditorProps) {
  const { adjust } = useMessages().assistant;
  const [tool, setTool] = useState<Tool>('frame');
  const original = prepared.steps.find(({ step }) => step === 'original')?.image;
  if (!original) return null;
  const { id, adjustments } = photo;
  const used = adjustments.background === 'keep' || !isCutOut(prepared) ? 'frame' : tool;
  const props = { photo, prepared, preparedWith, original };
  return (
    <>
      {isCutOut(prepared) && (
        <ToggleGroup
          label={adjust.tool}
          isStretched
          isDisabled={adjustments.background === 'keep'}
          options={TOOLS.map((one) => ({ id: one, label: adjust.tools[one] }))}
          value={used}
          onChange={setTool}
        />
      )}
      <div
        className={styles.photo}
        // Upright photos would fill the screen from top to bottom.
        style={{ width: `min(100%, ${(22 * original.width) / original.height}rem)` }}
      >
        {used === 'frame' ? <Frame {...props} /> : <Brush {...props} kind={used} />}
      </div>
      {used !== 'frame' && (
        <div className={styles.foot}>
          <p>{adjust.marksHelp[used]}</p>
          <Button
            size="small"
            isDisabled={adjustments.marks.length === 0}
            onPress={() => unmarkPhoto(id)}
          >
            {adjust.undoMark}
          </Button>
        </div>
      )}
    </>
  );
}

type ToolProps = PhotoEditorProps & { original: PixelImage };

function Frame(props: ToolProps) {
  const { adjust } = useMessages().assistant;
  const { photo, prepared, preparedWith } = props;
  const { id, adjustments, file } = photo;
  // Until the turned picture is there, the frame fits the one that is shown.
  const isTurning = adjustments.turns !== preparedWith.turns;
  const region: Region = isTurning ? prepared.crop : (adjustments.crop ?? prepared.crop);
  return (
    <CropBox
      label={adjust.photo({ name: file.name })}
      handleLabels={adjust.handles}
      keysHelp={adjust.keys}
      region={region}
      onChange={(crop) => adjustPhoto(id, { crop })}
    >
      <Picture {...props} />
      <Marks {...props.original} marks={shownMarks(props)} />
    </CropBox>
  );
}

function Brush(props: ToolProps & { kind: MarkKind }) {
  const { adjust } = useMessages().assistant;
  const { photo, preparedWith, original, kind } = props;
  return (
    <MarkPad
      label={adjust.markPad[kind]({ name: photo.file.name })}
      keysHelp={adjust.markKeys}
      kind={kind}
      marks={shownMarks(props)}
      width={original.width}
      height={original.height}
      onMark={(places) => {
        const back = -preparedWith.rotation;
        const marked = places.map((place) => rotatedPlace(place, back, original));
        markPhoto(photo.id, { kind, places: marked });
      }}
    >
      <Picture {...props} />
    </MarkPad>
  );
}

/** The photo, with the edge of what was taken as garment. */
function Picture({ prepared, original }: ToolProps) {
  const { crop, mask } = prepared;
  return (
    <>
      <PictureCanvas image={original} fit="fill" label={null} />
      {mask && (
        <div
          className={styles.part}
          style={{
            left: `${crop.left * 100}%`,
            top: `${crop.top * 100}%`,
            width: `${crop.width * 100}%`,
            height: `${crop.height * 100}%`,
          }}
        >
          <MaskOutline mask={mask} fit="fill" />
        </div>
      )}
    </>
  );
}

/** The strokes where they lie on the picture that is shown; none until a turned one is there. */
function shownMarks({ photo, preparedWith, original }: ToolProps): Mark[] {
  const { marks, turns } = photo.adjustments;
  if (turns !== preparedWith.turns) return [];
  return marks.map(({ kind, places }) => ({
    kind,
    places: places.map((place) => rotatedPlace(place, preparedWith.rotation, original)),
  }));
}
