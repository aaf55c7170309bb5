import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';

/** Mean image of each class: 10 x 784 values, 0 to 255; zeros for a class without images. */
export function classMeans({ images, labels }: ImageSet): Float32Array {
  const sums = new Float64Array(CLASS_COUNT * IMAGE_PIXELS);
  const counts = new Uint32Array(CLASS_COUNT);
  labels.forEach((label, index) => {
    counts[label] = (counts[label] ?? 0) + 1;
    const from = index * IMAGE_PIXELS;
    const to = label * IMAGE_PIXELS;
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
      sums[to + pixel] = (sums[to + pixel] as number) + (images[from + pixel] as number);
    }
  });
  return Float32Array.from(
    sums,
    (sum, index) => sum / Math.max(1, counts[Math.floor(index / IMAGE_PIXELS)] ?? 0),
  );
}
