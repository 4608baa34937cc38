//! Comments on cells (chú thích, bình luận): what a clerk says beside a value.
//!
//! Takes: of an `.xlsx` the parts that a sheet's relations name, of both kinds: notes and threaded comments, of
//! which the file holds a copy among the notes; the readers of other formats add theirs. Never: acts on a
//! comment; the ward is shown it.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::Submission;
use super::grid::Comment;
use super::layout::{attribute, local_name, part, position, tags};
use super::markup::{self, Piece};
use super::table::Data;
use crate::model::{Finding, Private, RowId};

/// Columns of a sheet; a place beyond them is none.
const COLUMNS: u32 = 16_384;

/// More comments than this on a sheet, and more characters in one, are not kept.
const MOST: usize = 1_000;
const LONGEST: usize = 300;

/// The comments on the cells of the sheet at `path`, by row and column.
pub(super) fn of_sheet(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Vec<Comment> {
    let mut said = [Said::new(), Said::new()];
    for (threaded, place) in parts(archive, path) {
        let part = part(archive, &place);
        read(&part, &mut said[usize::from(threaded)]);
    }
    told(said)
}

/// Comments by row and column.
pub(super) type Said = BTreeMap<(u32, u32), String>;

/// The parts with the comments on the sheet at `path`, and whether they are threads.
pub(super) fn parts(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Vec<(bool, String)> {
    let is_comments = |name: &str| name.to_ascii_lowercase().contains("comment");
    if !archive.file_names().flatten().any(|name| is_comments(&name)) {
        return Vec::new();
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let relations = part(archive, &format!("{folder}/_rels/{name}.rels"));
    let mut parts = Vec::new();
    for tag in tags(&relations).filter(|tag| local_name(tag) == "Relationship") {
        let threaded = match attribute(tag, "Type").and_then(|kind| kind.rsplit('/').next()) {
            Some("comments") => false,
            Some("threadedComment") => true,
            _ => continue,
        };
        let target = attribute(tag, "Target").unwrap_or_default();
        let place = match (target.strip_prefix('/'), target.strip_prefix("../")) {
            (Some(whole), _) => whole.to_owned(),
            (_, Some(above)) => format!("{}/{above}", folder.rsplit_once('/').map_or("", |(parent, _)| parent)),
            _ => format!("{folder}/{target}"),
        };
        parts.push((threaded, place));
    }
    parts
}

/// Notes and threads as comments.
pub(super) fn told([notes, threaded]: [Said; 2]) -> Vec<Comment> {
    // A note for programs that know no threads repeats what stands in the thread.
    let kept = notes.into_iter().filter(|(place, _)| !threaded.contains_key(place)).collect::<BTreeMap<_, _>>();
    let all: Said = kept.into_iter().chain(threaded.clone()).collect();
    let comment = |((row, column), text): ((u32, u32), String)| Comment { row, column, text: Private::new(&text) };
    all.into_iter().take(MOST).map(comment).collect()
}

/// The findings that show the comments on a data row to the ward.
pub(super) fn of_row<'a>(
    comments: &'a [Comment],
    row_id: RowId,
    data: &'a Data,
    submission: &'a Submission,
) -> impl Iterator<Item = Finding> + 'a {
    let own = comments.iter().filter(|comment| comment.row == data.row && data.part == 0);
    own.map(move |comment| Finding {
        row_id: Some(row_id),
        file: submission.file.clone(),
        ward: Some(submission.ward),
        column: Some(comment.column as u16 + 1),
        issue: comment.issue(),
    })
}

/// Adds a comment; several on one cell stand one behind the other.
pub(super) fn add(said: &mut Said, place: (u32, u32), text: &str) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST).collect();
    if place.1 < COLUMNS && !short.is_empty() && said.len() < MOST {
        let known = said.entry(place).or_default();
        if !known.is_empty() {
            known.push_str("; ");
        }
        known.push_str(&short);
    }
}

/// Adds the texts of a part.
pub(super) fn read(xml: &str, said: &mut Said) {
    let (mut place, mut text, mut inside) = (None, String::new(), false);
    for piece in markup::pieces(xml) {
        match piece {
            Piece::Open(name, attributes) if name == "comment" || name == "threadedcomment" => {
                place = markup::attribute(attributes, "ref").and_then(position);
                text.clear();
            }
            Piece::Open(name, _) => inside = matches!(name.as_str(), "t" | "text"),
            Piece::Text(piece) if inside => text.push_str(&markup::unescaped(piece)),
            Piece::Text(_) => {}
            Piece::Close(name) if name == "comment" || name == "threadedcomment" => {
                if let Some(place) = place.take() {
                    add(said, place, &text);
                }
            }
            Piece::Close(name) => inside &= !matches!(name.as_str(), "t" | "text"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &[(u32, u32, &str)]) {
        let mut said = BTreeMap::new();
        read(xml, &mut said);
        let found: Vec<(u32, u32, &str)> =
            said.iter().map(|((row, column), text)| (*row, *column, text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn notes_and_threads() {
        check(
            "<comments><authors><author>Lan</author></authors><commentList><comment ref=\"B7\" authorId=\"0\"><text><r><t>Lan:</t></r>\
             <r><t xml:space=\"preserve\">\n đã chết 5/2026 &amp; cắt</t></r></text></comment><comment ref=\"oops\"><text><t>x</t></text></comment>\
             </commentList></comments>",
            &[(6, 1, "Lan: đã chết 5/2026 & cắt")],
        );
        check(
            "<ThreadedComments><threadedComment ref=\"A2\" id=\"1\"><text>Chuyển đi?</text></threadedComment>\
             <threadedComment ref=\"A2\" id=\"2\" parentId=\"1\"><text>Đúng</text></threadedComment></ThreadedComments>",
            &[(1, 0, "Chuyển đi?; Đúng")],
        );
        check("<comments", &[]);
    }
}
