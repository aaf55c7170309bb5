import {
  type ReactNode,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { labelOf } from '../../domain/browse';
import type { Dataset } from '../../domain/dataset';
import { classNames } from '../../i18n/dataset-names';
import { loadClassMeans } from '../../stores/dataset';
import { useMessages } from '../../stores/preferences';
import { classes } from '../../ui/classes';
import { Sheet } from '../../ui/Sheet';
import { useMediaQuery } from '../../ui/use-media-query';
import { AboutImages } from './AboutImages';
import { Filters } from './Filters';
import { ImageDetail, Moves } from './ImageDetail';
import { Images } from './Images';
import layout from './layout.module.css';
import { PANEL_QUERY, WIDE_PANEL_QUERY } from './panel-query';
import { Shortcuts } from './Shortcuts';
import { type Browse, useBrowse } from './use-browse';

/** Props of {@link BrowseScreen}. */
export interface BrowseScreenProps {
  dataset: Dataset;
  loadSeconds: number | null;
  /** Something else lies over the screen, with keys of its own. */
  isCovered: boolean;
}

/** What lies over the screen, if anything. */
type Overlay = 'shortcuts' | 'about' | null;

/** Filters, the grid, and the open image: beside the grid where there is room, else over it. */
export function BrowseScreen({ dataset, loadSeconds, isCovered }: BrowseScreenProps) {
  const browse = useBrowse(dataset);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [asNumbers, setAsNumbers] = useState(false);
  const hasPanel = useMediaQuery(PANEL_QUERY);
  const hasWidePanel = useMediaQuery(WIDE_PANEL_QUERY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each data set has its own
  useEffect(() => {
    void loadClassMeans();
  }, [dataset]);
  // What lies over the screen has its own keys.
  useShortcuts(browse, isCovered || overlay !== null, () => setOverlay('shortcuts'));
  const isOpen = browse.openNumber !== null;
  const detail = (
    <ImageDetail
      browse={browse}
      asNumbers={asNumbers}
      onAsNumbers={setAsNumbers}
      isInSheet={!hasPanel}
    />
  );
  return (
    <div
      className={classes(
        layout.screen,
        hasPanel && layout.withPanel,
        hasWidePanel && isOpen && asNumbers && layout.withWidePanel,
      )}
    >
      <Filters browse={browse} />
      <Images
        browse={browse}
        loadSeconds={loadSeconds}
        onShortcuts={() => setOverlay('shortcuts')}
        onAbout={hasPanel ? null : () => setOverlay('about')}
      />
      {hasPanel && (
        <div className={layout.panel}>
          {isOpen ? <DetailPanel>{detail}</DetailPanel> : <AboutImages />}
        </div>
      )}
      {!hasPanel && isOpen && <DetailSheet browse={browse}>{detail}</DetailSheet>}
      <Overlays overlay={overlay} onClose={() => setOverlay(null)} />
    </div>
  );
}

/** The open image beside the grid; when it goes, the focus that was in it goes to the grid. */
function DetailPanel({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const panel = ref.current;
    return () => {
      if (!panel?.contains(document.activeElement)) return;
      panel.closest('main')?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    };
  }, []);
  return <div ref={ref}>{children}</div>;
}

function DetailSheet({ browse, children }: { browse: Browse; children: React.ReactNode }) {
  const { browse: texts, common } = useMessages();
  const { dataset, openNumber } = browse;
  return (
    <Sheet
      title={classNames(dataset, common)[labelOf(dataset, openNumber ?? 0)] ?? texts.detail.label}
      closeLabel={texts.detail.close}
      onClose={browse.close}
      actions={<Moves browse={browse} />}
    >
      {children}
    </Sheet>
  );
}

function Overlays({ overlay, onClose }: { overlay: Overlay; onClose: () => void }) {
  const messages = useMessages();
  const closeLabel = messages.common.actions.close;
  if (overlay === 'shortcuts') {
    const { title } = messages.browse.shortcuts;
    return (
      <Sheet look="window" title={title} closeLabel={closeLabel} onClose={onClose}>
        <Shortcuts />
      </Sheet>
    );
  }
  if (overlay !== 'about') return null;
  return (
    <Sheet title={messages.browse.about} closeLabel={closeLabel} onClose={onClose}>
      <AboutImages />
    </Sheet>
  );
}

/** Listens on the whole page: after a click on plain text, or at first, nothing has the focus. */
function useShortcuts(browse: Browse, isCovered: boolean, showHelp: () => void): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    if (!isCovered && handleShortcut(event, browse, showHelp)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Fields where every key is text, and lists where a letter looks for an entry. */
const TYPING = 'input, textarea, select';
const LIST = '[role="listbox"]';

/** Acts on a shortcut of the screen; true when the key was one. */
function handleShortcut(event: KeyboardEvent, browse: Browse, showHelp: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const target = event.target as Element;
  if (target.closest(TYPING)) return false;
  const isOpen = browse.openPosition >= 0;
  const step = target.closest(LIST)
    ? undefined
    : { n: 1, p: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === '?') showHelp();
  else if (event.key === 'Escape' && isOpen) browse.close();
  else if (step !== undefined && isOpen) browse.open(browse.openPosition + step);
  else if (step !== undefined && event.key.length === 1) browse.open(browse.active);
  else return false;
  return true;
}
