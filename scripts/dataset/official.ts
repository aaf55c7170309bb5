/** The four files in which Fashion-MNIST is published, and what makes a copy of them genuine. */

/** One published file, described by its decompressed content. */
export interface OfficialFile {
  /** Name without `.gz`. */
  name: string;
  /** Size when decompressed, in bytes. */
  bytes: number;
  /** SHA-256 (hex) of the decompressed bytes: copies differ in how they are compressed. */
  sha256: string;
}

/** The parts of the data set, each one file. */
export const PARTS = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const;
/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** Which file holds which part; tests put small files in the place of the real ones. */
export type OfficialFiles = Record<Part, OfficialFile>;

/** Decompressed content of the four files, in memory. */
export type FileContents = Record<Part, Uint8Array>;

/** Fashion-MNIST as published at https://github.com/zalandoresearch/fashion-mnist. */
export const FASHION_MNIST_FILES: OfficialFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
};

/** Where the authors serve the files, each as `<name>.gz`. The server knows no https. */
export const OFFICIAL_ADDRESS = 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/';

/** The Debian package with the same files, and the folder into which it puts them. */
export const DEBIAN_PACKAGE = 'dataset-fashion-mnist';
/** See {@link DEBIAN_PACKAGE}. */
export const DEBIAN_FOLDER = '/usr/share/datasets/fashion-mnist';
