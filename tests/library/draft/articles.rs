//! Articles out of files.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use stancegraph::draft::{Article, ArticleError, ArticleKind};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Peru opposes the dam | The Post</title>
<meta property="og:title" content="Peru opposes the dam">
<meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2024-05-03T23:10:00Z">
<link rel="canonical" href="https://post.example/dam"><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><h1>Peru opposes the dam</h1>
<article><p>LIMA, 3 May 2024 &mdash; Peru <b>opposes</b> the lake&nbsp;dam, said Ana Ruiz, who has led the ministry for years,
and who spoke on Friday.</p><script>var a = "<p>Chile backs the dam.</p>";</script>
<p>Chile &amp; Bolivia back it, as both said in long letters, which were sent to the council, and published at once.<br>They
will meet in June.</p></article><aside>Related: <a href="/x">Norway leaves</a></aside><footer>© The Post</footer></body></html>"#;

fn article(name: &str, bytes: impl AsRef<[u8]>) -> Article {
    Article::read(name, bytes.as_ref()).expect("an article")
}

fn fault(name: &str, bytes: impl AsRef<[u8]>) -> ArticleError {
    Article::read(name, bytes.as_ref()).expect_err("no article")
}

fn word(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a name");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    )
}

#[test]
fn a_page_is_its_main_text_with_what_its_head_says() {
    let article = article("page.html", PAGE);
    assert_eq!(article.kind, ArticleKind::Html);
    assert_eq!(
        article.text,
        "Peru opposes the dam\n\nLIMA, 3 May 2024 — Peru opposes the lake dam, said Ana Ruiz, who has led the ministry for \
         years, and who spoke on Friday.\n\nChile & Bolivia back it, as both said in long letters, which were sent to the \
         council, and published at once.\nThey will meet in June.\n"
    );
    assert_eq!(article.title.as_deref(), Some("Peru opposes the dam"));
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
    assert_eq!(article.publisher.as_deref(), Some("The Post"));
    assert_eq!(article.url.as_deref(), Some("https://post.example/dam"));
    assert!(!article.is_file_itself());
}

#[test]
fn a_page_is_known_by_its_content_and_may_name_its_encoding() {
    let page = b"<html><meta charset='iso-8859-1'><body><p>Zo\xeb backs the caf\xe9.</p>";
    let article = Article::read("standard input", page).expect("an article");
    assert_eq!((article.kind, article.text.as_str()), (ArticleKind::Html, "Zoë backs the café.\n"));
    assert_eq!(fault("page.html", b"<p>Zo\xeb"), ArticleError::NotUtf8 { line: 1 });
    let harmful = "<p>Ann backs it.</p><a href='javascript:x'>click</a>";
    let unsafe_url = format!("<link rel=canonical href='javascript:alert(1)'>{harmful}");
    assert_eq!(self::article("a.html", unsafe_url).url, None);
}

#[test]
fn text_and_markdown_are_the_files_themselves() {
    let text = article("a.txt", "\u{feff}Subject: a press release\r\nTo: all\r\n");
    assert_eq!(text.kind, ArticleKind::Plain, "the extension says so");
    assert_eq!(text.text, "Subject: a press release\r\nTo: all\r\n");
    assert!(text.is_file_itself());
    assert_eq!(article("a.txt", b"\xff\xfeZ\0o\0\xeb\0").text, "Zoë");
    let matter = "---\ntitle: \"Peru says: no\"\ndate: 2024-05-03\nurl: https://post.example/1\n---\n# Other\n\nPeru.\n";
    let markdown = article("a.md", matter);
    assert_eq!(markdown.title.as_deref(), Some("Peru says: no"));
    assert_eq!(markdown.date.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
    assert_eq!(markdown.url.as_deref(), Some("https://post.example/1"));
    assert_eq!(markdown.text, matter);
    assert_eq!(
        article("b.md", "# Peru *says* no\n\nPeru.").title.as_deref(),
        Some("Peru *says* no")
    );
}

#[test]
fn a_word_document_is_what_it_shows() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Peru opposes the dam</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Peru </w:t></w:r><w:del><w:r><w:delText>backs</w:delText></w:r></w:del>\
        <w:r><w:t>opposes</w:t><w:tab/><w:t>the dam.</w:t><w:br/><w:t>So it said.</w:t></w:r></w:p><w:p/>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Once</w:t></mc:Choice><mc:Fallback><w:t>Twice</w:t></mc:Fallback>\
        </mc:AlternateContent></w:r></w:p>";
    let text = "Peru opposes the dam\n\nPeru opposes the dam.\nSo it said.\n\nOne\n\nTwo\n\nOnce\n";
    let plain = article("a.docx", word(&[("word/document.xml", &document(body))]));
    assert_eq!((plain.kind, plain.text.as_str()), (ArticleKind::Word, text));
    assert_eq!(plain.title.as_deref(), Some("Peru opposes the dam"));
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
        Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"/word/other.xml\"/></Relationships>";
    let core =
        "<c xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title> A  title </dc:title></c>";
    let parts = [
        ("_rels/.rels", relations),
        ("word/other.xml", &document(body)),
        ("docProps/core.xml", core),
    ];
    let moved = article("standard input", word(&parts));
    assert_eq!((moved.text.as_str(), moved.title.as_deref()), (text, Some("A title")));
}

#[test]
fn a_mail_is_its_plain_part_or_the_text_of_its_page() {
    let head = "From: =?utf-8?q?Zo=C3=AB?= <zoe@post.example>\r\nSubject: Peru\r\n opposes it\r\n\
        Date: Fri, 03 May 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\n";
    let both = format!(
        "{head}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\nPeru opposes the caf=E9.\r\n--b\r\nContent-Type: text/html\r\n\r\n\
         <p>Peru <b>backs</b> it.</p>\r\n--b--\r\n"
    );
    let mail = article("a.eml", &both);
    assert_eq!((mail.kind, mail.text.trim_end()), (ArticleKind::Mail, "Peru opposes the café."));
    assert_eq!(mail.title.as_deref(), Some("Peru opposes it"));
    assert_eq!(mail.publisher.as_deref(), Some("Zoë"));
    assert_eq!(
        mail.date.map(|date| date.to_string()).as_deref(),
        Some("2024-05-03"),
        "where it was sent"
    );
    let page = format!(
        "{head}Content-Type: text/html; charset=utf-8\r\n\r\n<style>a</style><p>Peru <b>backs</b> it.</p><p>So it said."
    );
    assert_eq!(article("standard input", &page).text, "Peru backs it.\n\nSo it said.\n");
}

#[test]
fn what_is_no_article_is_refused_with_the_fix() {
    let said = |name: &str, bytes: &[u8]| fault(name, bytes).to_string();
    assert_eq!(said("a.pdf", b"%PDF-1.7"), "a PDF; save its text as a .txt or .docx file");
    assert!(said("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1").contains("old or encrypted"));
    assert!(said("a.rtf", b"{\\rtf1").contains("RTF"));
    assert!(said("a.docx", b"PK\x03\x04\xff\xfe\0").contains("not a whole Word document"));
    assert!(said("a.docx", b"words").contains("it is no ZIP archive"));
    assert!(
        said("a.xlsx", &word(&[("xl/workbook.xml", "<a/>")])).contains("without a Word document")
    );
    assert!(
        said("a.docx", &word(&[("word/document.xml", "<w:p>")]))
            .contains("not a whole Word document")
    );
    assert_eq!(said("a.txt", b"a\n\xe9"), "line 2 is not UTF-8 text; save it in UTF-8");
    assert!(said("a.png", b"\x89PNG\r\n\x1a\n\0\0").contains("not text"));
    assert!(said("a.txt", b"a\0b").contains("not text"));
    assert_eq!(fault("a.txt", b" \n"), ArticleError::Empty);
    assert_eq!(fault("a.html", b"<p> </p>"), ArticleError::Empty);
    assert!(said("a.eml", b"Peru opposes it.").contains("no sender"));
}

#[test]
fn hostile_files_end_soon() {
    let nested = |open: &str| format!("<html><body>{}<p>Peru backs it.", open.repeat(2_000));
    for open in ["<div>", "<table><tr><td>", "<b id=1><i>", "<svg><g>"] {
        assert!(matches!(fault("a.html", nested(open)), ArticleError::TooDeep(_)), "{open}");
    }
    for open in
        ["<p>", "<li>", "<!--", "<!-- -->", "</div>", "<a href='", "<script>", "&amp;", "<br>"]
    {
        let _ = Article::read("a.html", nested(open).as_bytes());
    }
    let many = document(&"<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(50_000));
    assert_eq!(article("a.docx", word(&[("word/document.xml", &many)])).text.len(), 50_000 * 3 - 1);
    let deep =
        document(&format!("{}<w:t>a</w:t>{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000)));
    assert_eq!(article("a.docx", word(&[("word/document.xml", &deep)])).text, "a\n");
    let bomb = " ".repeat((64 << 20) + 1);
    assert_eq!(fault("a.docx", word(&[("word/document.xml", &bomb)])), ArticleError::TooLarge);
    let entities = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\">]><a>&b;</a>";
    assert!(matches!(
        fault("a.docx", word(&[("word/document.xml", entities)])),
        ArticleError::Broken { .. }
    ));
    let mut mail = "From: a@b.example\r\n".to_owned();
    for number in 0..5_000 {
        let _ = write!(
            mail,
            "Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"
        );
    }
    let _ = Article::read("a.eml", mail.as_bytes());
}

#[test]
fn damaged_files_give_an_article_or_an_error() {
    let mut random = fastrand::Rng::with_seed(7);
    let docx = word(&[(
        "word/document.xml",
        &document("<w:p><w:r><w:t>Peru backs it.</w:t></w:r></w:p>"),
    )]);
    let mail =
        b"From: a@b.example\r\nSubject: a\r\nContent-Type: text/html\r\n\r\n<p>Peru.</p>".to_vec();
    for (name, whole) in [("a.docx", docx), ("a.html", PAGE.into()), ("a.eml", mail)] {
        for _ in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..random.usize(1..8) {
                let at = random.usize(..bytes.len());
                bytes[at] = random.u8(..);
            }
            bytes.truncate(random.usize(bytes.len() / 2..=bytes.len()));
            if let Ok(article) = Article::read(name, &bytes) {
                assert!(!article.text.trim().is_empty());
            }
        }
    }
}
