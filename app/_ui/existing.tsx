import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { graphql } from '../_data/graphql.ts'
import { query } from '../_data/query.ts'

const NodeExists = graphql(`
  query NodeExists($id: ID!) {
    node(id: $id) { __typename id }
  }
`)

interface Props {
  readonly params: Promise<{ id: string }>
  readonly children: ReactNode
}

/**
 * The layout of a page of one thing. It stands outside of `loading.tsx`: once that has been sent the answer is 200, whatever
 * the page finds. Here what is not there, or not for this viewer, is still a 404. What cannot be read just now is left to
 * the page, which says so.
 */
export const existing = (typename: string) =>
  async function Existing({ params, children }: Props) {
    const { data, errors } = await query(NodeExists, { id: (await params).id })
    if (data?.node?.__typename !== typename && !errors?.length) notFound()
    return children
  }
