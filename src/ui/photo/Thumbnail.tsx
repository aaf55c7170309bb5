import { useEffect, useState } from 'react';
import styles from './Thumbnail.module.css';

/** A small picture from a file in memory, whole in its place. It says nothing: the text beside it does. */
export function Thumbnail({ image }: { image: Blob }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(image);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return address && <img className={styles.thumbnail} src={address} alt="" draggable={false} />;
}
