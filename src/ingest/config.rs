//! The data files of `pipelines/forms/`, as they are written.

use serde::Deserialize;

/// `headings.toml`: fields and the headings that mean them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingsFile {
    pub(super) versions: VersionsEntry,
    pub(super) field: Vec<FieldEntry>,
}

/// Words that tell the later of two columns of one field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionsEntry {
    pub(super) new: Vec<String>,
    pub(super) old: Vec<String>,
    pub(super) fields: Vec<String>,
}

/// A field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldEntry {
    pub(super) code: String,
    pub(super) headings: Vec<String>,
    /// No words may follow the headings.
    #[serde(default)]
    pub(super) exact: bool,
    #[serde(default)]
    pub(super) under: Vec<UnderEntry>,
    #[serde(default)]
    pub(super) after: Vec<AfterEntry>,
}

/// Headings below another heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnderEntry {
    pub(super) parent: Vec<String>,
    pub(super) child: Vec<String>,
}

/// Short headings that take their meaning from the column before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AfterEntry {
    pub(super) previous: Vec<String>,
    pub(super) headings: Vec<String>,
}

/// `beneficiaries.toml`, `movements.toml`: a kind of list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindFile {
    pub(super) kind: String,
    pub(super) required: Vec<String>,
    pub(super) min_columns: usize,
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) title_words: Vec<String>,
    #[serde(default)]
    pub(super) file_words: Vec<String>,
    #[serde(default)]
    pub(super) except: Vec<String>,
    #[serde(default)]
    pub(super) columns: Vec<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) whole_values: Vec<String>,
    #[serde(default)]
    pub(super) values_except: Vec<String>,
}

/// `rows.toml`: how rows are told apart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsFile {
    pub(super) limits: Limits,
    pub(super) total: TotalEntry,
    pub(super) section: SectionEntry,
    pub(super) footer: FooterEntry,
    pub(super) title: TitleEntry,
    pub(super) fill: FillEntry,
    pub(super) revision: RevisionEntry,
    pub(super) names: NamesEntry,
    pub(super) syllable: SyllableEntry,
    pub(super) people: PeopleEntry,
    pub(super) units: UnitsEntry,
    pub(super) fonts: FontsEntry,
}

/// What the names of legacy fonts begin with, by their set of letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FontsEntry {
    pub(super) tcvn3: Vec<String>,
    pub(super) vni: Vec<String>,
    pub(super) vps: Vec<String>,
    pub(super) viscii: Vec<String>,
}

/// What a file may cost.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) max_file_bytes: u64,
    pub(super) max_unpacked_bytes: u64,
    pub(super) max_ratio: u64,
    pub(super) max_cells: usize,
    pub(super) max_columns: usize,
    pub(super) heading_rows: usize,
    pub(super) heading_words: usize,
}

/// Words of sums.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TotalEntry {
    pub(super) begins: Vec<String>,
    pub(super) sums: Vec<String>,
}

/// Words of sections, by category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionEntry {
    pub(super) category: Vec<CategoryEntry>,
}

/// A category of sections.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryEntry {
    #[allow(dead_code, reason = "the name is for the reader of the file")]
    pub(super) name: String,
    pub(super) begins: Vec<String>,
}

/// Words of footers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FooterEntry {
    pub(super) begins: Vec<String>,
    pub(super) dated: Vec<Vec<String>>,
}

/// Words of titles between two tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleEntry {
    pub(super) words: Vec<String>,
}

/// Filling down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FillEntry {
    pub(super) ditto: Vec<String>,
    pub(super) ditto_columns: Vec<String>,
    pub(super) group_columns: Vec<String>,
    pub(super) least_blank: usize,
    pub(super) most_departures: usize,
}

/// Words of revisions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionEntry {
    pub(super) words: Vec<String>,
    pub(super) numbered: Vec<String>,
    pub(super) except: Vec<String>,
}

/// Family names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesEntry {
    pub(super) begins: Vec<String>,
}

/// Parts of a syllable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SyllableEntry {
    pub(super) onsets: Vec<String>,
    pub(super) nuclei: Vec<String>,
    pub(super) codas: Vec<String>,
}

/// Words about several persons in one cell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleEntry {
    pub(super) guardians: Vec<String>,
    pub(super) relations: Vec<String>,
    pub(super) middles: Vec<String>,
    pub(super) issued: Vec<String>,
    pub(super) communes: Vec<String>,
    pub(super) communes_short: Vec<String>,
}

/// Words of units of money.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsEntry {
    pub(super) thousands: Vec<String>,
    pub(super) before: Vec<String>,
    pub(super) columns: Vec<String>,
}
