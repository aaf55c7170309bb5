import type { ArchiveFault, CameraFault, PhotoFault } from '../../domain/photo/fault';
import { common } from './common';
import type { FailureText } from './failure-text';

const { count } = common.format;

/** Says why a photo is not answered. */
export function photoRefused(file: string, fault: PhotoFault): FailureText {
  const { happened, next } = photoFault(fault);
  return { happened: `${file}: ${happened}`, next };
}

/** Says why a photo is not answered, where its name stands beside it. */
export function photoFault(fault: PhotoFault): FailureText {
  switch (fault.code) {
    case 'unreadable':
      return {
        happened: 'The file cannot be read any more.',
        next: 'It may have been moved or removed, or it is a folder. Choose it again.',
      };
    case 'empty':
      return {
        happened: 'The file is empty.',
        next: 'It may not have been copied to its end. Copy or take the photo again.',
      };
    case 'not-an-image':
      return {
        happened: 'This is not a picture, whatever its name says.',
        next: 'Choose a photo, such as a JPEG or PNG file.',
      };
    case 'format':
      return formatFault(fault.format);
    case 'svg':
      return {
        happened: 'SVG drawings are not opened, because they can contain programs.',
        next: 'Export it as PNG and choose that.',
      };
    case 'damaged':
      return {
        happened: 'The picture is damaged: it cannot be read to its end.',
        next: 'Copy it from the camera again, or open and save it in another program.',
      };
    case 'too-many-pixels':
    case 'too-small':
    case 'file-too-large':
      return sizeFault(fault);
    case 'too-slow':
      return slowFault(fault);
    default:
      return archiveFault(fault);
  }
}

/** Says why there is no picture from the webcam. */
export function cameraFailed(fault: CameraFault): FailureText {
  switch (fault) {
    case 'refused':
      return {
        happened: 'The browser was not allowed to use the camera.',
        next: 'Allow the camera for this page, by the symbol beside its address, and for this browser in the settings of the device. Then press Use webcam again. Photos work without it.',
      };
    case 'missing':
      return {
        happened: 'No camera was found on this device.',
        next: 'Attach one and press Use webcam again, or choose photos instead.',
      };
    case 'gone':
      return {
        happened: 'The camera that you chose is gone.',
        next: 'Press Use webcam for another one, or attach it again first.',
      };
    case 'busy':
      return {
        happened: 'The camera cannot be opened; another program may be using it.',
        next: 'Close video calls and other camera programs, then press Use webcam again.',
      };
    case 'lost':
      return {
        happened: 'The camera was unplugged or switched off.',
        next: 'Attach it again and press Use webcam. The photos in the list are still there.',
      };
    case 'unsupported':
      return {
        happened: 'This browser gives no camera to this page.',
        next: 'Cameras need an address that begins with https, and a recent browser. Photos work without them.',
      };
    default:
      return fault satisfies never;
  }
}

type SizeFault = Extract<PhotoFault, { code: 'too-many-pixels' | 'too-small' | 'file-too-large' }>;

function sizeFault(fault: SizeFault): FailureText {
  switch (fault.code) {
    case 'too-many-pixels':
      return {
        happened: `The picture has ${count(Math.ceil(fault.megapixels))} million pixels; at most ${count(fault.limit)} million are read.`,
        next: 'Make it smaller in a photo program and choose that.',
      };
    case 'too-small':
      return {
        happened: `${count(fault.width)} × ${count(fault.height)} pixels are too few to show a garment.`,
        next: `Choose a picture, or a part of it, with at least ${count(fault.minimum)} pixels on each side.`,
      };
    case 'file-too-large':
      return {
        happened: `The file has ${megabytes(fault.bytes)}; at most ${megabytes(fault.limit)} are read.`,
        next: 'Export it as JPEG, or make it smaller, and choose that.',
      };
    default:
      return fault satisfies never;
  }
}

type SlowFault = Extract<PhotoFault, { code: 'too-slow' }>;

function slowFault(fault: SlowFault): FailureText {
  switch (fault.step) {
    case 'read':
      return {
        happened: `The file did not come within ${count(fault.seconds)} seconds.`,
        next: 'If it lies in a cloud or on another computer, copy it to this device and choose the copy. Once it is there again, try again.',
      };
    case 'decode':
      return {
        happened: `The browser did not decode the picture within ${count(fault.seconds)} seconds.`,
        next: 'Try again when the computer has less to do, or save it as JPEG in another program and choose that.',
      };
    case 'list':
      return {
        happened: `This zip file did not come within ${count(fault.seconds)} seconds.`,
        next: 'If it lies in a cloud or on another computer, copy it to this device and choose the copy.',
      };
    default:
      return fault.step satisfies never;
  }
}

/** Says why a zip, or a file in it, is not unpacked. */
function archiveFault(fault: ArchiveFault): FailureText {
  switch (fault.code) {
    case 'archive-damaged':
      return {
        happened: 'This zip file cannot be read.',
        next: 'It may not have been copied to its end. Copy it again, or unpack it and drop the folder.',
      };
    case 'archive-empty':
      return {
        happened: 'There is no file in this zip.',
        next: 'Choose another one, or the photos themselves.',
      };
    case 'archive-nested':
      return {
        happened: 'This is an archive in an archive, which is not opened.',
        next: 'Unpack the outer one and choose this one by itself.',
      };
    case 'archive-locked':
      return {
        happened: 'The file is locked by a password.',
        next: 'Unpack the zip with its password and drop the folder.',
      };
    case 'archive-method':
      return {
        happened: 'The file is packed in a way that is not unpacked here.',
        next: 'Unpack the zip and drop the folder.',
      };
    case 'archive-bomb':
      return {
        happened: `Unpacked, the file would be ${count(fault.ratio)} times larger; at most ${count(fault.limit)} times is believed to be a photo.`,
        next: 'Do not open it unless you know who made it.',
      };
    default:
      return fault satisfies never;
  }
}

function formatFault(format: string): FailureText {
  const name = format.toUpperCase();
  if (/^hei[cf]/i.test(format)) {
    return {
      happened: `This is a ${name} picture, which this browser cannot read.`,
      next: 'Safari opens it; or export it as JPEG and choose that.',
    };
  }
  return {
    happened: `This is a picture of the kind ${name}, which this browser cannot read.`,
    next: 'Export it as JPEG or PNG and choose that.',
  };
}

/** Rounded up, so that what is over a limit does not look like it. */
function megabytes(bytes: number): string {
  return `${count(Math.ceil(bytes / 1e6))} MB`;
}
