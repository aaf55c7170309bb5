import { useEffect, useState } from 'react';
import styles from './Thumbnail.module.css';

/** A small picture from the bytes of a JPEG, whole in its place. It says nothing: the text beside it does. */
export function Thumbnail({ image }: { image: Uint8Array<ArrayBuffer> }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([image], { type: 'image/jpeg' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return address && <img className={styles.thumbnail} src={address} alt="" draggable={false} />;
}
