/** SHA-256 of the prepared `model.onnx`: the identity of the bundled embedder. */
export const BUNDLED_SHA256 = '7ab5e337f32dd05c375f65f237979e8d5c6a594b3addf2f8ab80e60c750c430f';
export const BUNDLED_MODEL = 'all-MiniLM-L6-v2';
export const BUNDLED_BYTES = 90_276_185;
