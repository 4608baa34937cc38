//! What a file is, by its content.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::config::Limits;
use super::{extent, text};

/// A format found in the content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// A web page, which report programs call `.xls`.
    Html,
    /// SpreadsheetML 2003.
    SpreadsheetMl,
    Text,
    /// A packed or compound file that holds a locked workbook.
    Locked,
    /// Something else, with its name for the ward.
    Other(&'static str),
    /// A packed or compound file that cannot be opened.
    Broken(&'static str),
    /// Unpacks to more bytes than allowed.
    Bomb,
}

impl Format {
    /// The code in `source_files`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Html => "html",
            Format::SpreadsheetMl => "xml",
            Format::Text => "csv",
            Format::Locked | Format::Bomb => "xlsx",
            Format::Other(_) => "other",
            Format::Broken(code) => code,
        }
    }
}

/// Finds the format, behind a wall: unpackers are other people's code fed with damaged files.
pub(super) fn detect(bytes: &[u8], limits: &Limits) -> Format {
    catch_unwind(AssertUnwindSafe(|| by_content(bytes, limits))).unwrap_or(Format::Broken("other"))
}

fn by_content(bytes: &[u8], limits: &Limits) -> Format {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes, limits);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    // BIFF2 to BIFF4 sheets, from before compound files.
    if bytes.len() > 4 && bytes[0] == 0x09 && matches!(bytes[1], 0x00 | 0x02 | 0x04) && bytes[3] == 0 && bytes[2] < 0x20
    {
        return Format::Xls;
    }
    let start = beginning(bytes);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if bytes.starts_with(b"%PDF") {
        return Format::Other("tệp PDF");
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("<workbook") {
        return Format::SpreadsheetMl;
    }
    let is_page = ["<html", "<table", "<head", "<body", "<meta", "<style", "<center", "<div"];
    if start.starts_with("<!") && start.contains("<html") || is_page.iter().any(|tag| start.starts_with(tag)) {
        return Format::Html;
    }
    if start.starts_with("<?xml") {
        return match start {
            start if start.contains("<html") => Format::Html,
            start if start.contains("<office:document") => Format::Other("bảng tính OpenDocument dạng XML (.fods)"),
            _ => Format::Other("tệp XML"),
        };
    }
    if start.starts_with("{\\rtf") {
        return Format::Other("văn bản RTF");
    }
    if is_image(bytes) {
        return Format::Other("ảnh chụp");
    }
    if bytes.starts_with(b"Rar!\x1A\x07") || bytes.starts_with(b"7z\xBC\xAF\x27\x1C") || bytes.starts_with(b"\x1F\x8B")
    {
        return Format::Other("tệp nén");
    }
    if is_binary(bytes) { Format::Other("tệp không rõ định dạng") } else { Format::Text }
}

/// PNG, JPEG, GIF, BMP, TIFF, WebP and the pictures of telephones (HEIC), by their first bytes.
fn is_image(bytes: &[u8]) -> bool {
    let begins = |start: &[u8]| bytes.starts_with(start);
    let simple: [&[u8]; 5] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"];
    let bitmap = begins(b"BM") && bytes.get(6..10) == Some(&[0, 0, 0, 0]);
    let webp = begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let heic = bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..10).is_some_and(|brand| [b"he", b"mi", b"av"].contains(&brand.try_into().unwrap_or(b"--")));
    simple.iter().any(|start| begins(start)) || bitmap || webp || heic
}

/// The first letters in small ones, as far as they tell the kind of markup.
fn beginning(bytes: &[u8]) -> String {
    let sample = &bytes[..bytes.len().min(4096)];
    match text::utf16(sample) {
        Some(encoding) => encoding.decode(sample).0.to_lowercase(),
        None => String::from_utf8_lossy(sample).to_lowercase(),
    }
}

/// True where zeros and control characters say that this is no text; UTF-16 is full of them.
fn is_binary(bytes: &[u8]) -> bool {
    if text::utf16(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let control = sample.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    sample.contains(&0) || control * 20 > sample.len()
}

fn packed(bytes: &[u8], limits: &Limits) -> Format {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Format::Broken("xlsx") };
    let mut names = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(at) else { return Format::Broken("xlsx") };
        names.push(entry.name().map(|name| name.to_lowercase()).unwrap_or_default());
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    if extent::is_bomb(bytes, limits) {
        Format::Bomb
    } else if has("xl/workbook.xml") {
        Format::Xlsx
    } else if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("content.xml") && has("mimetype") {
        Format::Ods
    } else if has("word/document.xml") {
        Format::Other("văn bản Word")
    } else {
        Format::Other("tệp nén")
    }
}

fn compound(bytes: &[u8]) -> Format {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Format::Broken("xls") };
    if file.exists("/EncryptedPackage") {
        Format::Locked
    } else if file.exists("/Workbook") || file.exists("/Book") {
        Format::Xls
    } else if file.exists("/WordDocument") {
        Format::Other("văn bản Word")
    } else {
        Format::Other("tệp không rõ định dạng")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Format) {
        let forms = crate::ingest::Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        assert_eq!(detect(bytes, &forms.limits), expected);
    }

    #[test]
    fn formats_by_content() {
        check(b"STT;Ho ten\n1;A", Format::Text);
        check(b"\xFF\xFES\0T\0", Format::Text);
        check(b"S\0T\0T\0;\0", Format::Text);
        check(b"%PDF-1.7", Format::Other("tệp PDF"));
        check(b"\xEF\xBB\xBF<html><table>", Format::Html);
        check(
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            Format::SpreadsheetMl,
        );
        check(b"<?xml version=\"1.0\"?><list/>", Format::Other("tệp XML"));
        check(
            b"<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"x\">",
            Format::Other("bảng tính OpenDocument dạng XML (.fods)"),
        );
        check(b"\x89PNG\r\n", Format::Other("ảnh chụp"));
        check(b"\0\0\0\x18ftypheic\0\0", Format::Other("ảnh chụp"));
        check(b"BM;Ho ten\nA;B", Format::Text);
        check(b"Rar!\x1A\x07\x01", Format::Other("tệp nén"));
        check(b"PK\x03\x04rubbish", Format::Broken("xlsx"));
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rubbish", Format::Broken("xls"));
        check(b"\x01\x02\x03\x04\x05\x06", Format::Other("tệp không rõ định dạng"));
    }
}
