import { useEffect, useMemo, useState } from 'react';
import type { ColourScope } from '../../domain/feature-maps';
import { fitImage } from '../../domain/photo/fit-image';
import { lookAt, useExplanation, watchNetwork } from '../../stores/explanation';
import { chosenNetwork, useNetworks } from '../../stores/networks';
import { useMessages } from '../../stores/preferences';
import { ImageControls } from './ImageControls';
import { ImageNotices } from './ImageNotices';
import { ImagePanel } from './ImagePanel';
import { Layers } from './Layers';
import { MapSheet } from './MapSheet';
import { NetworkNotice } from './NetworkNotice';
import { NetworkPicker } from './NetworkPicker';
import type { OpenMap } from './open-map';
import styles from './UnderstandView.module.css';
import { type ImageInQuestion, useImage } from './use-image';
import { Weights } from './Weights';
import { WhereItLooked } from './WhereItLooked';

/** The Understand screen: one image followed through a network, and what the network has learned. */
export default function UnderstandView() {
  const image = useImage();
  const [scope, setScope] = useState<ColourScope>('unit');
  const [open, setOpen] = useState<OpenMap | null>(null);
  const pixels = useFittedPixels(image);
  useEffect(() => watchNetwork(), []);
  useEffect(() => lookAt(pixels), [pixels]);
  const seen = useSeen();
  return (
    <div className={styles.view}>
      <Head image={image} />
      <div className={styles.side}>
        <ImagePanel image={image} pixels={pixels} seen={seen} scope={scope} />
      </div>
      <div className={styles.main}>
        <ImageNotices image={image} />
        <NetworkNotice hasStale={seen !== null} />
        {seen && <WhereItLooked seen={seen} />}
        <Layers
          seen={seen}
          isExpected={pixels !== null || image.kind === 'loading'}
          scope={scope}
          onScope={setScope}
          onOpen={setOpen}
        />
        <Weights onOpen={seen ? setOpen : null} />
      </div>
      {open && seen && (
        <MapSheet
          seen={seen}
          scope={scope}
          open={open}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

function Head({ image }: { image: ImageInQuestion }) {
  const { understand: texts } = useMessages();
  return (
    <>
      <header className={styles.header}>
        <h1>{texts.title}</h1>
        <p className={styles.intro}>{texts.intro}</p>
      </header>
      <div className={styles.controls}>
        <NetworkPicker />
        <ImageControls image={image} />
      </div>
    </>
  );
}

/** The image as the chosen network takes it; null while one of the two is not there. */
function useFittedPixels(image: ImageInQuestion): Uint8Array | null {
  const spec = useNetworks((networks) => chosenNetwork(networks)?.record.model.spec);
  const pixels = 'pixels' in image ? image.pixels : null;
  return useMemo(() => (pixels && spec ? fitImage(pixels, spec) : pixels), [pixels, spec]);
}

/** What is seen, as long as it is of the network that is chosen. */
function useSeen() {
  const chosen = useNetworks((networks) => chosenNetwork(networks)?.id);
  return useExplanation(({ seen }) => (seen?.networkId === chosen ? seen : null));
}
