import type { LayerKind } from '../../domain/models/layers';
import styles from './LayerDiagram.module.css';

/** Words of a layer in the diagram. */
export interface LayerTexts {
  name: string;
  /** Its settings, such as "32 filters of 3 x 3". */
  detail: string;
  shape: string;
  /** What it does; shown on hover and read out. */
  help: string;
}

/** A layer in the diagram; a block has ways through it instead of a drawing. */
export interface DiagramLayer {
  /** Unique among its neighbours. */
  key: string;
  kind: LayerKind;
  /** Shape of what leaves it, without the batch axis. */
  shape: readonly number[];
  texts: LayerTexts;
  /** Of a block: each way from its input to its output; empty for a plain layer. */
  ways: readonly DiagramWay[];
}

/** One way through a block. */
export interface DiagramWay {
  label: string;
  /** In order; none where the input is passed on. */
  layers: readonly DiagramLayer[];
}

/** Properties of {@link LayerDiagram}. */
export interface LayerDiagramProps {
  label: string;
  inputShape: readonly number[];
  input: LayerTexts;
  layers: readonly DiagramLayer[];
}

/** A network from its input to its output: each layer drawn by the shape of what leaves it. */
export function LayerDiagram({ label, inputShape, input, layers }: LayerDiagramProps) {
  return (
    <ol className={styles.diagram} aria-label={label}>
      <Node texts={input} shape={inputShape} kind="input" />
      <Nodes layers={layers} />
    </ol>
  );
}

function Nodes({ layers }: { layers: readonly DiagramLayer[] }) {
  return layers.map((layer) =>
    layer.ways.length > 0 ? (
      <Block key={layer.key} layer={layer} />
    ) : (
      <Node key={layer.key} texts={layer.texts} shape={layer.shape} kind={layer.kind} />
    ),
  );
}

/** A block as a frame around its ways, one below the other. */
function Block({ layer: { texts, kind, ways } }: { layer: DiagramLayer }) {
  return (
    <li className={styles.block} data-kind={kind} title={texts.help}>
      <Words texts={texts} />
      {ways.map(({ label, layers }) => (
        <div key={label} className={styles.way}>
          <span className={styles.wayLabel}>{label}</span>
          {layers.length > 0 && (
            <ol className={styles.diagram} aria-label={label}>
              <Nodes layers={layers} />
            </ol>
          )}
        </div>
      ))}
    </li>
  );
}

interface NodeProps {
  texts: LayerTexts;
  shape: readonly number[];
  kind: LayerKind | 'input';
}

function Node({ texts, shape, kind }: NodeProps) {
  return (
    <li className={styles.node} data-kind={kind} title={texts.help}>
      <VolumeDrawing shape={shape} />
      <Words texts={texts} />
    </li>
  );
}

function Words({ texts }: { texts: LayerTexts }) {
  return (
    <span className={styles.words}>
      <strong>{texts.name}</strong>
      {texts.detail && <span>{texts.detail}</span>}
      <span className={styles.shape}>{texts.shape}</span>
    </span>
  );
}

const WIDTH = 84;
const HEIGHT = 72;
/** A side of 28 pixels is drawn this long. */
const FULL_SIDE = 44;
const SHEETS = 5;

/** Feature maps as a stack of squares, rows as a grid, a vector as a column of units. */
function VolumeDrawing({ shape }: { shape: readonly number[] }) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
      className={styles.drawing}
    >
      {shape.length === 3 ? <Maps shape={shape} /> : <Units shape={shape} />}
    </svg>
  );
}

/** Drawn to scale in width and height; the number of sheets grows with the logarithm of the maps. */
function Maps({ shape: [height = 1, width = 1, maps = 1] }: { shape: readonly number[] }) {
  const tall = Math.max(8, (FULL_SIDE * height) / 28);
  const wide = Math.max(8, (FULL_SIDE * width) / 28);
  const sheets = Math.min(SHEETS + 1, 1 + Math.round(Math.log2(maps)));
  const offset = 4;
  const left = (WIDTH - wide - offset * (sheets - 1)) / 2;
  const top = (HEIGHT - tall - offset * (sheets - 1)) / 2;
  return Array.from({ length: sheets }, (_, sheet) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: sheets have no identity but their place
      key={sheet}
      x={left + (sheets - 1 - sheet) * offset}
      y={top + sheet * offset}
      width={wide}
      height={tall}
      rx={2}
    />
  ));
}

/** One column of units for a vector; as many columns as rows of the image for rows of vectors. */
function Units({ shape }: { shape: readonly number[] }) {
  const units = shape.at(-1) ?? 1;
  const columns = shape.length === 2 ? 7 : 1;
  const tall = Math.min(HEIGHT - 8, 14 + 5 * Math.log2(units));
  const left = (WIDTH - columns * 8) / 2;
  return Array.from({ length: columns }, (_, column) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
      key={column}
      x={left + column * 8}
      y={(HEIGHT - tall) / 2}
      width={6}
      height={tall}
      rx={2}
    />
  ));
}
