#!/usr/bin/env bash
# Has Python verify requests of the scheme `keywordsai`. Needs python3 and `npm ci`. SEED=n for other payloads.
set -euo pipefail
cd "$(dirname "$0")"
npx tsx verify.ts
