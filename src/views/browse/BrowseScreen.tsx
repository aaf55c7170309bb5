import { type KeyboardEvent, useEffect, useState } from 'react';
import { labelOf } from '../../domain/browse';
import type { Dataset } from '../../domain/dataset';
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
}

/** What lies over the screen, if anything. */
type Overlay = 'shortcuts' | 'about' | null;

/** Filters, the grid, and the open image: beside the grid where there is room, else over it. */
export function BrowseScreen({ dataset, loadSeconds }: BrowseScreenProps) {
  const browse = useBrowse(dataset);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [asNumbers, setAsNumbers] = useState(false);
  const hasPanel = useMediaQuery(PANEL_QUERY);
  const hasWidePanel = useMediaQuery(WIDE_PANEL_QUERY);
  useEffect(() => {
    void loadClassMeans();
  }, []);
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
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of everything inside it
    <div
      className={classes(
        layout.screen,
        hasPanel && layout.withPanel,
        hasWidePanel && isOpen && asNumbers && layout.withWidePanel,
      )}
      onKeyDown={(event) => {
        // What lies over the screen has its own keys.
        if (overlay) return;
        if (handleShortcut(event, browse, () => setOverlay('shortcuts'))) event.preventDefault();
      }}
    >
      <Filters browse={browse} />
      <Images
        browse={browse}
        loadSeconds={loadSeconds}
        onShortcuts={() => setOverlay('shortcuts')}
        onAbout={hasPanel ? null : () => setOverlay('about')}
      />
      {hasPanel && <div className={layout.panel}>{isOpen ? detail : <AboutImages />}</div>}
      {!hasPanel && isOpen && <DetailSheet browse={browse}>{detail}</DetailSheet>}
      <Overlays overlay={overlay} onClose={() => setOverlay(null)} />
    </div>
  );
}

function DetailSheet({ browse, children }: { browse: Browse; children: React.ReactNode }) {
  const { browse: texts, common } = useMessages();
  const { dataset, openNumber } = browse;
  return (
    <Sheet
      title={common.classes[labelOf(dataset, openNumber ?? 0)] ?? texts.detail.label}
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

/** Fields and lists where a letter is text, not a command. */
const TYPING = 'input, textarea, select, [role="listbox"], [role="option"]';

/** Acts on a shortcut of the screen; true when the key was one. */
function handleShortcut(event: KeyboardEvent, browse: Browse, showHelp: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if ((event.target as Element).closest(TYPING)) return false;
  const isOpen = browse.openPosition >= 0;
  const step = { n: 1, p: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === '?') showHelp();
  else if (event.key === 'Escape' && isOpen) browse.close();
  else if (step !== undefined && isOpen) browse.open(browse.openPosition + step);
  else if (step !== undefined && event.key.length === 1) browse.open(browse.active);
  else return false;
  return true;
}
