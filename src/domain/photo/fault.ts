/** Why a file is not answered, as facts; the interface finds the words. */
export type PhotoFault =
  /** The browser cannot read the file: moved, removed, or a folder. */
  | { code: 'unreadable' }
  /** No bytes at all. */
  | { code: 'empty' }
  /** Not a picture by its content, whatever its name says. */
  | { code: 'not-an-image' }
  /** A picture of a kind that this browser does not decode, such as `heic` or `tiff`. */
  | { code: 'format'; format: string }
  /** SVG is a program as much as a picture: refused always. */
  | { code: 'svg' }
  /** The header says a picture, but it cannot be decoded to its end. */
  | { code: 'damaged' }
  /** More pixels than are decoded here; both in millions. */
  | { code: 'too-many-pixels'; megapixels: number; limit: number }
  /** Too few pixels to show a garment; sides in pixels. */
  | { code: 'too-small'; width: number; height: number; minimum: number }
  /** A larger file than is read here; both in bytes. */
  | { code: 'file-too-large'; bytes: number; limit: number }
  /**
   * Not read, or not decoded, or the directory of a zip not read, within so many seconds: that may be
   * otherwise another time.
   */
  | { code: 'too-slow'; step: 'read' | 'decode' | 'list'; seconds: number }
  | ArchiveFault;

/** Why a zip, or a file in it, is not unpacked. */
export type ArchiveFault =
  /** Called a zip, but its directory cannot be read. */
  | { code: 'archive-damaged' }
  /** A zip with no file in it that could be a photo. */
  | { code: 'archive-empty' }
  /** A zip in a zip: opened by hand, or never. */
  | { code: 'archive-nested' }
  /** Locked by a password. */
  | { code: 'archive-locked' }
  /** Packed in another way than DEFLATE, which this app does not unpack. */
  | { code: 'archive-method' }
  /** Unpacked it is so many times larger that it is no photo but meant to fill the memory. */
  | { code: 'archive-bomb'; ratio: number; limit: number };

/** Why there is no picture from the webcam. */
export type CameraFault =
  /** The person, or a setting of the browser, said no. */
  | 'refused'
  /** No camera is attached. */
  | 'missing'
  /** The one that was chosen is not attached any more; another one may be. */
  | 'gone'
  /** Another program has it. */
  | 'busy'
  /** It was unplugged or switched off while in use. */
  | 'lost'
  /** The browser has no cameras to give here: an old one, or a page without https. */
  | 'unsupported';
