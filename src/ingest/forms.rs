//! The data of `pipelines/forms/`, checked and made ready for look-ups.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use unicode_normalization::UnicodeNormalization;

use super::config::{FieldEntry, HeadingsFile, KindFile, Limits, RowsFile};
use super::content::{Content, ContentFile};
use super::fill::{Ditto, Groups};
use super::fold::key;
pub(super) use super::kind::Kind;
use super::roles::{PersonsFile, Roles};
use super::versions::Versions;
use super::{fonts::LegacyFonts, legacy::Legacy, pins::WardPins, words::Words};
use crate::model::{Coded, Field, ListKind, Mistake, WardCode};

/// What wards' lists look like: headings, words of sections, sums, footers, limits. Never changed.
#[derive(Debug)]
pub struct Forms {
    pub(super) headings: HashMap<String, Field>,
    /// Fields of headings that no words may follow.
    pub(super) exact: HashSet<Field>,
    pub(super) under: HashMap<(String, String), Field>,
    pub(super) after: Vec<After>,
    pub(super) roles: Roles,
    pub(super) versions: Versions,
    pub(super) kinds: Vec<Kind>,
    pub(super) limits: Limits,
    pub(super) totals: Vec<String>,
    pub(super) sums: Vec<Field>,
    pub(super) sections: Vec<(usize, String)>,
    pub(super) words: Words,
    pub(super) footers: Vec<String>,
    pub(super) dated: Vec<Vec<String>>,
    pub(super) titles: Vec<String>,
    pub(super) ditto: Ditto,
    pub(super) ditto_columns: Vec<Field>,
    pub(super) groups: Groups,
    pub(super) revision_words: Vec<String>,
    pub(super) revision_numbered: Vec<String>,
    pub(super) revision_except: Vec<String>,
    pub(super) family_names: HashSet<String>,
    pub(super) legacy: Legacy,
    pub(super) content: Content,
    pub(super) fonts: LegacyFonts,
    /// Confirmed mappings, in the order of wards.
    pub(super) pins: Vec<WardPins>,
}

/// A heading that takes its meaning from the column before.
#[derive(Debug)]
pub(super) struct After {
    pub(super) previous: Vec<Field>,
    pub(super) headings: HashSet<String>,
    pub(super) field: Field,
}

impl Forms {
    /// Loads `headings.toml`, `content.toml`, `rows.toml`, the kinds of lists and the wards' confirmed
    /// mappings (`wards/*.toml`) from `dir` (`pipelines/forms`), and the legacy charsets from
    /// `../reference/encodings/`.
    ///
    /// # Errors
    /// All mistakes of these files at once.
    pub fn load(dir: &Path) -> Result<Forms, Vec<Mistake>> {
        let mut loader = Loader { dir, mistakes: Vec::new() };
        let headings: Option<HeadingsFile> = loader.toml("headings.toml");
        let rows: Option<RowsFile> = loader.toml("rows.toml");
        // Movements are asked first: their titles hold the words of the full list too.
        let kinds: Vec<Kind> =
            ["movements.toml", "beneficiaries.toml"].iter().filter_map(|name| loader.kind(name)).collect();
        let roles = loader.roles();
        let content = loader.content();
        let pins = loader.pins();
        let (Some(headings), Some(rows), Some(content), Some(roles)) = (headings, rows, content, roles) else {
            return Err(loader.mistakes);
        };
        let mut forms = loader.rows(rows, kinds, (content, roles), pins);
        if let Some(forms) = &mut forms {
            headings.field.iter().for_each(|entry| loader.field(forms, entry));
            let fields = loader.fields("headings.toml", &headings.versions.fields);
            forms.versions = Versions::new(&headings.versions, fields);
        }
        forms.filter(|_| loader.mistakes.is_empty()).ok_or(loader.mistakes)
    }

    /// The confirmed mappings of a ward.
    pub(super) fn pins_of(&self, ward: WardCode) -> Option<&WardPins> {
        self.pins.iter().find(|pins| pins.ward == ward)
    }
}

/// Reads files and gathers mistakes.
struct Loader<'a> {
    dir: &'a Path,
    mistakes: Vec<Mistake>,
}

impl Loader<'_> {
    fn wrong(&mut self, file: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake::of_file(self.dir.join(file), message));
    }

    fn text(&mut self, path: PathBuf) -> Option<String> {
        let text = std::fs::read_to_string(&path);
        text.map_err(|error| self.mistakes.push(Mistake::of_file(path, format!("cannot be read: {error}")))).ok()
    }

    fn toml<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let path = self.dir.join(name);
        let text = self.text(path.clone())?;
        match toml::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.mistakes.push(Mistake::at_offset(path, &text, at, error.message()));
                None
            }
        }
    }

    fn keys(&mut self, file: &str, words: &[String]) -> Vec<String> {
        let mut keys = Vec::with_capacity(words.len());
        for word in words {
            let key = key(word);
            if key.is_empty() {
                self.wrong(file, format!("`{word}` has no letter or digit to compare"));
            }
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn fields(&mut self, file: &str, codes: &[String]) -> Vec<Field> {
        let mut fields = Vec::with_capacity(codes.len());
        for code in codes {
            match Field::from_code(code) {
                Ok(field) => fields.push(field),
                Err(_) => self.wrong(file, format!("unknown field `{code}`")),
            }
        }
        fields
    }

    fn kind(&mut self, name: &str) -> Option<Kind> {
        let file: KindFile = self.toml(name)?;
        let Ok(kind) = ListKind::from_code(&file.kind) else {
            self.wrong(name, format!("unknown kind of list `{}`", file.kind));
            return None;
        };
        let small = |words: &[String]| words.iter().map(|word| word.nfc().collect::<String>().to_lowercase()).collect();
        Some(Kind {
            kind,
            required: self.fields(name, &file.required),
            min_columns: file.min_columns,
            words: self.keys(name, &file.words),
            title_words: small(&file.title_words),
            file_words: self.keys(name, &file.file_words),
            except: self.keys(name, &file.except),
            columns: self.fields(name, &file.columns),
            values: small(&file.values),
            whole_values: small(&file.whole_values),
            values_except: small(&file.values_except),
        })
    }

    fn content(&mut self) -> Option<Content> {
        let file: ContentFile = self.toml("content.toml")?;
        self.checked("content.toml", Content::from_file(file))
    }

    /// The wards' confirmed mappings; the folder may be missing.
    fn pins(&mut self) -> Vec<WardPins> {
        let Ok(entries) = std::fs::read_dir(self.dir.join("wards")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        paths.sort();
        let mut pins = Vec::new();
        for path in paths {
            let Some(text) = self.text(path.clone()) else { continue };
            match WardPins::parse(&path, &text) {
                Ok(ward) => pins.push(ward),
                Err(mistakes) => self.mistakes.extend(mistakes),
            }
        }
        pins
    }

    fn roles(&mut self) -> Option<Roles> {
        let file: PersonsFile = self.toml("persons.toml")?;
        self.checked("persons.toml", Roles::from_file(&file))
    }

    /// What a file says, or its mistakes noted.
    fn checked<T>(&mut self, file: &str, read: Result<T, Vec<String>>) -> Option<T> {
        read.map_err(|wrong| wrong.into_iter().for_each(|message| self.wrong(file, message))).ok()
    }

    fn rows(
        &mut self,
        rows: RowsFile,
        kinds: Vec<Kind>,
        (content, roles): (Content, Roles),
        pins: Vec<WardPins>,
    ) -> Option<Forms> {
        const FILE: &str = "rows.toml";
        let table = self.dir.join("../reference/encodings/legacy_charsets.csv");
        let csv = self.text(table.clone())?;
        let legacy = Legacy::parse(&csv, &rows.syllable);
        let legacy = legacy.map_err(|message| self.mistakes.push(Mistake::of_file(table, message))).ok()?;
        let mut sections: Vec<(usize, String)> = Vec::new();
        for (number, category) in rows.section.category.iter().enumerate() {
            sections.extend(self.keys(FILE, &category.begins).into_iter().map(|phrase| (number, phrase)));
        }
        // The longest phrase decides.
        sections.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.cmp(b)));
        Some(Forms {
            headings: HashMap::new(),
            exact: HashSet::new(),
            under: HashMap::new(),
            after: Vec::new(),
            roles,
            versions: Versions::default(),
            kinds,
            totals: self.keys(FILE, &rows.total.begins),
            sums: self.fields(FILE, &rows.total.sums),
            sections,
            words: Words::new(&rows.people, &rows.units, self.fields(FILE, &rows.units.columns)),
            footers: self.keys(FILE, &rows.footer.begins),
            dated: rows.footer.dated.iter().map(|words| self.keys(FILE, words)).collect(),
            titles: self.keys(FILE, &rows.title.words),
            ditto: Ditto::new(&rows.fill.ditto),
            ditto_columns: self.fields(FILE, &rows.fill.ditto_columns),
            groups: Groups::new(self.fields(FILE, &rows.fill.group_columns), &rows.fill),
            revision_words: self.keys(FILE, &rows.revision.words),
            revision_numbered: self.keys(FILE, &rows.revision.numbered),
            revision_except: self.keys(FILE, &rows.revision.except),
            family_names: rows.names.begins.iter().map(|name| name.nfc().collect::<String>().to_lowercase()).collect(),
            legacy,
            content,
            fonts: LegacyFonts::new(&rows.fonts),
            pins,
            limits: rows.limits,
        })
    }

    fn field(&mut self, forms: &mut Forms, entry: &FieldEntry) {
        const FILE: &str = "headings.toml";
        let Some(&field) = self.fields(FILE, std::slice::from_ref(&entry.code)).first() else { return };
        forms.exact.extend(entry.exact.then_some(field));
        for heading in self.keys(FILE, &entry.headings) {
            if let Some(other) = forms.headings.insert(heading.clone(), field)
                && other != field
            {
                self.wrong(FILE, format!("heading `{heading}` means both `{other}` and `{field}`"));
            }
        }
        for under in &entry.under {
            let children = self.keys(FILE, &under.child);
            for parent in self.keys(FILE, &under.parent) {
                for child in &children {
                    if let Some(other) = forms.under.insert((parent.clone(), child.clone()), field)
                        && other != field
                    {
                        self.wrong(FILE, format!("`{parent}` over `{child}` means both `{other}` and `{field}`"));
                    }
                }
            }
        }
        for after in &entry.after {
            forms.after.push(After {
                previous: self.fields(FILE, &after.previous),
                headings: self.keys(FILE, &after.headings).into_iter().collect(),
                field,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn forms() -> Forms {
        Forms::load(Path::new("pipelines/forms")).unwrap()
    }

    #[test]
    fn headings_mean_their_fields() {
        let forms = forms();
        for (text, field) in [
            ("HỌ VÀ TÊN", Some(Field::FullName)),
            ("Số\nCCCD/CMND", Some(Field::IdNo)),
            ("Mức trợ cấp (nghìn đồng)", Some(Field::Amount)),
            ("Ngày tháng năm sinh", Some(Field::BirthDate)),
            ("Nam", None),
            ("Khu vực", None),
        ] {
            assert_eq!(forms.heading(&key(text)), field, "{text}");
        }
        assert_eq!(forms.heading_inside("theo so cccd moi"), Some(Field::IdNo));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let forms = dir.path().join("forms");
        std::fs::create_dir(&forms).unwrap();
        std::fs::write(forms.join("headings.toml"), "[[field]]\ncode = 1\n").unwrap();
        std::fs::write(forms.join("movements.toml"), "kind = \"x\"\nrequired = []\nmin_columns = 3\nwords = []\n")
            .unwrap();
        let mistakes = Forms::load(&forms).unwrap_err();
        let shown: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(mistakes.len(), 6, "{shown:?}");
        assert!(shown[0].contains("headings.toml:2:8"), "{shown:?}");
    }
}
