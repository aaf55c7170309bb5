import { useCallback, useMemo } from 'react';
import styles from './ConfusionMatrix.module.css';
import { setUpChart, type TooltipContent } from './chart-registry';
import { MatrixTable } from './MatrixTable';
import { type MatrixCell, type MatrixMode, matrixCells } from './matrix-cells';
import { matrixPatch } from './matrix-spec';
import { loadConfusionMatrix } from './renderers';
import { type ChartFrame, useChart } from './use-chart';

const { figure, plot, hiddenPlot, notice } = styles;

/** The words of {@link ConfusionMatrix}, in the reader's language. */
export interface ConfusionMatrixTexts {
  /** Names the rows: the true class. */
  truth: string;
  /** Names the columns: the predicted class. */
  predicted: string;
  /** Names a cell's number of images. */
  count: string;
  /** Names a cell's part of its row. */
  share: string;
  /** The chart in one sentence, for who cannot see it. */
  label: string;
  /** Opens the table that says the same. */
  tableLabel: string;
  /** Stands there while the drawing code loads. */
  loading: string;
  /** Stands there when the drawing code could not be loaded. */
  failed: string;
}

/** Properties of {@link ConfusionMatrix}. */
export interface ConfusionMatrixProps {
  /** Images by true class (row) and predicted class (column); square. */
  matrix: readonly (readonly number[])[];
  /** As many different names as rows, in label order. */
  classNames: readonly string[];
  mode: MatrixMode;
  texts: ConfusionMatrixTexts;
  /** A number of images in words, for tooltip and table. */
  formatCount: (value: number) => string;
  /** A part (0 to 1) as a percentage in words. */
  formatShare: (value: number) => string;
}

/**
 * Which classes the network takes for which, drawn by tfjs-vis: blue where it is right, orange
 * where it is wrong, the number in every cell. As wide as its place, up to a readable size, square.
 */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { matrix, classNames, mode, texts, formatCount, formatShare } = props;
  const cells = useMemo(() => matrixCells(matrix), [matrix]);
  const drawMatrix = useCallback(
    (frame: ChartFrame) =>
      drawConfusionMatrix(frame, cells, {
        matrix,
        classNames,
        mode,
        texts,
        formatCount,
        formatShare,
      }),
    [cells, matrix, classNames, mode, texts, formatCount, formatShare],
  );
  const { containerRef, status } = useChart(drawMatrix);
  const isDrawn = status === 'drawn';
  return (
    <figure className={figure}>
      <div className={isDrawn ? plot : hiddenPlot} role="img" aria-label={texts.label}>
        <div ref={containerRef} />
      </div>
      {!isDrawn && <p className={notice}>{status === 'failed' ? texts.failed : texts.loading}</p>}
      <MatrixTable {...props} cells={cells} />
    </figure>
  );
}

async function drawConfusionMatrix(
  frame: ChartFrame,
  cells: readonly MatrixCell[],
  chart: ConfusionMatrixProps,
): Promise<void> {
  const confusionMatrix = await loadConfusionMatrix();
  setUpChart(frame.container, {
    theme: frame.theme,
    patch: matrixPatch({ cells, mode: chart.mode, width: frame.width }),
    tooltip: ({ cell }) => cellTooltip(cells[Number(cell)], chart),
  });
  await confusionMatrix(
    frame.container,
    { values: chart.matrix.map((row) => [...row]), tickLabels: [...chart.classNames] },
    {
      width: frame.width,
      height: frame.width,
      xLabel: chart.texts.predicted,
      yLabel: chart.texts.truth,
      fontSize: frame.theme.fontSize,
    },
  );
}

function cellTooltip(
  cell: MatrixCell | undefined,
  { classNames, texts, formatCount, formatShare }: ConfusionMatrixProps,
): TooltipContent | null {
  if (!cell) return null;
  return {
    lines: [
      { label: texts.truth, value: classNames[cell.truth] ?? '' },
      { label: texts.predicted, value: classNames[cell.predicted] ?? '' },
      { label: texts.count, value: formatCount(cell.count) },
      { label: texts.share, value: formatShare(cell.share) },
    ],
  };
}
