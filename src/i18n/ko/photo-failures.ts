import type { CameraFault, PhotoFault } from '../../domain/photo/fault';
import type { FailureText } from '../en/failure-text';

/** Says why a photo is not answered. */
export function photoRefused(file: string, fault: PhotoFault): FailureText {
  return { happened: `${file}: ${fault.code}`, next: '' };
}

/** Says why there is no picture from the webcam. */
export function cameraFailed(fault: CameraFault): FailureText {
  return { happened: fault, next: '' };
}
