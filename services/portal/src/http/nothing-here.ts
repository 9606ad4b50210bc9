/** The page for an unknown address. It does not repeat the address and needs no other file. */
export const NOTHING_HERE = `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Không có trang này</title>
  </head>
  <body>
    <h1>Không có trang này</h1>
    <p>Địa chỉ có thể đã được nhập sai hoặc trang không còn nữa.</p>
    <p><a href="/">Về trang theo dõi giải quyết hồ sơ</a></p>
    <p><a href="/look-up">Tra cứu hồ sơ</a></p>
    <p lang="en">There is no such page. <a href="/">Home</a>, <a href="/look-up">look up a dossier</a>.</p>
  </body>
</html>
`;
