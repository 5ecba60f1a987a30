import Link from 'next/link'

export default function NotFound() {
  return (
    <main className="door">
      <b>TITAN</b>
      <h1>There is nothing at this address.</h1>
      <p>It may have been removed, or it belongs to somebody who has not shared it.</p>
      <Link className="act" href="/">
        Go to the overview
      </Link>
    </main>
  )
}
