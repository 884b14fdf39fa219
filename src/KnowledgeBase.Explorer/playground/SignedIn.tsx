import { useEffect, useState } from 'react';
import { currentSession, sessionEnded, signOut } from './session';

/** Who is signed in, or why nobody is. */
export function SignedIn({ problem }: { problem?: string }) {
  const [session, setSession] = useState(currentSession);
  useEffect(() => {
    const end = () => setSession(undefined);
    addEventListener(sessionEnded, end);
    return () => removeEventListener(sessionEnded, end);
  }, []);
  if (session !== undefined) {
    return <p className="playground-session">Signed in as {session.name}. <button type="button" onClick={signOut}>Sign out</button></p>;
  }
  return <p className="playground-session">{problem ?? 'Not signed in. To record, open the link that the server’s console shows, or set Authorization under Headers.'}</p>;
}
