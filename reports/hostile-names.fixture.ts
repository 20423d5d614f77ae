/** Names that try to leave the place where they are printed. For tests only. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(2)>',
  '--> <!-- "quoted" \'single\'',
  'evil\u202egpj.exe\u2066',
  '| a | b |\n| --- |',
  '`code` [link](javascript:alert(3)) **bold** @everyone #1 https://evil.example',
  '=cmd|calc',
  '__proto__',
  "')]} datum; alert(4)",
] as const;
