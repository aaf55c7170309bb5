import { useMemo } from 'react';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { pictureOf } from '../../domain/photo/fit-image';
import { PictureCanvas } from '../photo/PictureCanvas';
import { PixelCanvas } from './PixelCanvas';

/** Props of {@link InputImage}. */
export interface InputImageProps {
  /** 784 bytes of grey, or the RGB bytes of a square picture; a changed array is not noticed. */
  pixels: Uint8Array;
  /** Width and height in CSS pixels. */
  size: number;
  label: string | null;
}

/** What enters a network, every pixel a sharp square. */
export function InputImage({ pixels, size, label }: InputImageProps) {
  if (pixels.length === IMAGE_PIXELS) {
    return <PixelCanvas pixels={pixels} size={size} label={label} />;
  }
  return <ColorImage pixels={pixels} size={size} label={label} />;
}

function ColorImage({ pixels, size, label }: InputImageProps) {
  const image = useMemo(() => pictureOf(pixels), [pixels]);
  return (
    <div style={{ width: size, height: size }}>
      <PictureCanvas image={image} label={label} fit="fill" isSharp />
    </div>
  );
}
