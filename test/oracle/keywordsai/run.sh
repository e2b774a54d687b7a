#!/usr/bin/env bash
# Has Python verify requests of the scheme `keywordsai`, and runs the snippets of docs/receiving.md. Needs python3 with
# its package cryptography, and `npm ci`. SEED=n for other payloads.
set -euo pipefail
cd "$(dirname "$0")"
npx tsx verify.ts
