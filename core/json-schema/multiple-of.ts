/** Exact on decimals as they are written: 0.3 is a multiple of 0.1. */
export function isMultipleOf(value: number, of: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isSafeInteger(value) && Number.isSafeInteger(of)) return value % of === 0;
  const [digits, exponent] = decimal(value);
  const [ofDigits, ofExponent] = decimal(of);
  const shared = Math.min(exponent, ofExponent);
  return (digits * 10n ** BigInt(exponent - shared)) % (ofDigits * 10n ** BigInt(ofExponent - shared)) === 0n;
}

/** A number as whole digits and a power of ten. */
function decimal(value: number): [digits: bigint, exponent: number] {
  const [coefficient = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const fraction = coefficient.split('.')[1] ?? '';
  return [BigInt(coefficient.replace('.', '')), Number(exponent) - fraction.length];
}
