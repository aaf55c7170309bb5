/** What the measurement of photos trains, stage by stage (photo-ablation.ts). */
import { PHOTO_LIKE, type PhotoLikeOptions } from '../src/domain/photo/photo-like-view';

/** What is trained: null for the images as they are. */
export interface Stage {
  name: string;
  views: PhotoLikeOptions | null;
  /** Corrected photos that are trained on too; absent: none. */
  kept?: { photos: number; copies: number };
}

/** Nothing changed, but each image in the views' own way. */
export const BARE: PhotoLikeOptions = {
  ...{ tone: 0, polarity: 0, rotation: 0, stretch: 0, flip: 0 },
  ...{ occlusion: 0, texture: 0, remains: 0, pairs: 0 },
};
const { rotation, stretch, flip, occlusion, remains, texture } = PHOTO_LIKE;
const PLACED = { ...BARE, rotation, stretch, flip };
const PARTLY = { ...PLACED, occlusion, remains };
/** Each has what the one before has; the last is the preset. */
export const STAGES: readonly Stage[] = [
  { name: 'images as they are', views: null },
  { name: '+ turned', views: { ...BARE, rotation } },
  { name: '+ leaning and stretched', views: { ...BARE, rotation, stretch } },
  { name: '+ mirrored', views: PLACED },
  { name: '+ parts hidden', views: { ...PLACED, occlusion } },
  { name: '+ holes and bits of background', views: PARTLY },
  {
    name: '+ a fifth with texture and shade, all blurred more or less',
    views: { ...PARTLY, texture },
  },
  { name: '+ shoes from above and in pairs: the preset', views: PHOTO_LIKE },
];
/** The preset, and one thing more. */
export const LEFT_OUT: readonly Stage[] = [
  { name: 'and half in other brightness and contrast', views: { ...PHOTO_LIKE, tone: 0.5 } },
  {
    name: 'and of these half turned over',
    views: { ...PHOTO_LIKE, tone: 0.5, polarity: 0.5 },
  },
  {
    name: 'and half instead of a fifth with texture and shade',
    views: { ...PHOTO_LIKE, texture: 0.5 },
  },
];
/** The preset, and photos that a person corrected and kept, as the Assistant offers it. */
export const KEPT: readonly Stage[] = [
  [100, 1],
  [100, 10],
  [100, 50],
  [1000, 10],
].map(([photos = 0, copies = 0]) => ({
  name: `and ${photos} corrected photos, each ${copies === 1 ? 'once' : `${copies} times`}`,
  views: PHOTO_LIKE,
  kept: { photos, copies },
}));
/** In the order that they are trained in. */
export const ALL_STAGES: readonly Stage[] = [...STAGES, ...LEFT_OUT, ...KEPT];
/** Fewer than the preset's: the steps are compared, not the best that they can do. */
export const EPOCHS = 4;
/** Each stage is trained with each of them. */
export const SEEDS: readonly number[] = [1, 2];
