//! A small seeded register and lists about its people, with the truth: for measuring the linkage.
//!
//! Errors are those of `linkage.md` section 1 and `vietnamese-text.md` section 4. Everybody is made
//! up; name parts and their frequencies come from `pipelines/reference/names`.

use std::collections::HashMap;
use std::path::Path;

use ansinh::link::{Name, Query, Relative, Source};
use ansinh::model::{Date, FullName, Gender, IdNumber, LifeStatus, PartialDate, PersonId, Private, WardCode};
use ansinh::table::inputs::PopulationRow;
use unicode_normalization::UnicodeNormalization;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Rng(u64);

impl Rng {
    #[allow(dead_code, reason = "the bench reads what the tests do not")]
    pub(crate) const fn new(seed: u64) -> Rng {
        Rng(seed)
    }
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }
    /// True in `share` of 1.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64 <= share
    }
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}

/// Shares of errors.
#[derive(Clone, Copy)]
pub(crate) struct Noise {
    pub(crate) no_id: f64,
    pub(crate) id_slip: f64,
    pub(crate) member_id: f64,
    pub(crate) stranger_id: f64,
    pub(crate) cmnd: f64,
    /// Of those born before 1965.
    pub(crate) year_only: f64,
    pub(crate) bare: f64,
    pub(crate) name_slip: f64,
    pub(crate) birth_slip: f64,
    pub(crate) moved: f64,
    pub(crate) absent: f64,
    /// Rows that name somebody of the household: guardian, receiver, person cared for.
    pub(crate) relative: f64,
    /// Entries of the register that are themselves wrong.
    pub(crate) wrong_register: f64,
    /// Clerks differ: slips of a ward are multiplied by a factor from 1/3 to 3.
    pub(crate) clerks: bool,
    /// People with a row who have a second one, written by another clerk.
    pub(crate) twice: f64,
}

pub(crate) const USUAL: Noise = Noise {
    no_id: 0.12,
    id_slip: 0.015,
    member_id: 0.006,
    stranger_id: 0.002,
    cmnd: 0.04,
    year_only: 0.20,
    bare: 0.12,
    name_slip: 0.06,
    birth_slip: 0.02,
    moved: 0.04,
    absent: 0.02,
    relative: 0.1,
    wrong_register: 0.0,
    clerks: false,
    twice: 0.0,
};

pub(crate) const HARD: Noise = Noise {
    no_id: 0.45,
    year_only: 0.40,
    bare: 0.45,
    name_slip: 0.10,
    moved: 0.15,
    wrong_register: 0.002,
    clerks: true,
    ..USUAL
};

/// A list's row and who it is.
#[allow(dead_code, reason = "the bench reads what the tests do not")]
pub(crate) struct Entry {
    pub(crate) query: Query,
    pub(crate) truth: Option<PersonId>,
    /// Who it is, in the register or not.
    pub(crate) whose: PersonId,
    /// Which of its ward's lists holds it.
    pub(crate) list: u8,
    /// The names as text, which a query holds folded only: the person's, the relative's.
    pub(crate) names: [String; 2],
    /// The row's ward is not where the person lives.
    pub(crate) moved: bool,
}

type Weighted = Vec<(String, f64)>;

/// Cumulative weights of name parts.
struct Names {
    surnames: Weighted,
    middles: HashMap<String, Weighted>,
    givens: HashMap<String, Weighted>,
}

fn table(file: &str, key: impl Fn(&csv::StringRecord) -> String, weight: usize) -> HashMap<String, Weighted> {
    let path = Path::new("pipelines/reference/names").join(file);
    let mut found: HashMap<String, Weighted> = HashMap::new();
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let list = found.entry(key(&record)).or_default();
        let before = list.last().map_or(0.0, |item| item.1);
        list.push((record[0].to_owned(), before + record[weight].parse::<f64>().unwrap()));
    }
    found
}

impl Names {
    fn load() -> Names {
        let group = |record: &csv::StringRecord| format!("{}/{}", &record[1], &record[2]);
        let mut surnames = table("surnames.csv", |_| String::new(), 2);
        Names {
            surnames: surnames.remove("").unwrap(),
            middles: table("middle_names.csv", group, 3),
            givens: table("given_names.csv", group, 3),
        }
    }

    fn draw<'a>(rng: &mut Rng, list: &'a Weighted) -> &'a str {
        let at = (rng.next() >> 11) as f64 / (1_u64 << 53) as f64 * list.last().unwrap().1;
        &list[list.partition_point(|item| item.1 < at).min(list.len() - 1)].0
    }
}

pub(crate) struct City {
    rng: Rng,
    names: Names,
    wards: Vec<WardCode>,
    noise: Noise,
    /// Share of people that a list has a row about.
    listed: f64,
    serials: HashMap<u64, u64>,
    households: u64,
    /// Factor of the clerk in hand.
    slips: f64,
}

impl City {
    pub(crate) fn new(seed: u64, wards: u32, listed: f64, noise: Noise) -> City {
        let wards = (0..wards).map(|i| WardCode::from_digits(&format!("{:05}", 10_500 + i * 3)).unwrap()).collect();
        City {
            rng: Rng(seed),
            names: Names::load(),
            wards,
            noise,
            listed,
            serials: HashMap::new(),
            households: 0,
            slips: 1.0,
        }
    }

    fn gender(&mut self) -> Gender {
        *self.rng.pick(&[Gender::Male, Gender::Female])
    }

    fn day(&mut self, year: i16) -> PartialDate {
        let day = Date::new(year, 1, 1).unwrap().plus_days(self.rng.below(365) as i32);
        PartialDate::from(day)
    }

    fn name(&mut self, surname: &str, gender: Gender, year: i16) -> String {
        let generation = match year {
            ..1950 => "pre1950",
            1950..1976 => "1950_1975",
            1976..2000 => "1976_1999",
            _ => "post2000",
        };
        let group = format!("{}/{generation}", if gender == Gender::Male { "male" } else { "female" });
        let middle = Names::draw(&mut self.rng, &self.names.middles[&group]);
        let given = Names::draw(&mut self.rng, &self.names.givens[&group]);
        [surname, middle, given].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// A 12-digit number that nobody else has.
    fn id(&mut self, gender: Gender, year: i16) -> PersonId {
        let province = *self.rng.pick(&[31, 31, 31, 30, 30, 34]);
        let century = (i64::from(year) - 1900).div_euclid(100) as u64 * 2 + u64::from(gender == Gender::Female);
        let head = (province * 10 + century) * 100 + i64::from(year).rem_euclid(100) as u64;
        let serial = self.serials.entry(head).or_default();
        *serial += 1;
        let tail = (*serial * 611_953 + head * 7_919) % 1_000_000;
        PersonId::from_number(head * 1_000_000 + tail).unwrap()
    }

    fn person(&mut self, surname: &str, gender: Gender, year: i16, ward: WardCode, household: &str) -> PopulationRow {
        let birth = self.day(year);
        let old = year < 1960;
        let birth = match () {
            () if old && self.rng.chance(0.12) => PartialDate::of_year(year).unwrap(),
            () if old && self.rng.chance(0.08) => PartialDate::of_day(year, 1, 1).unwrap(),
            () => birth,
        };
        let dead = old && self.rng.chance(0.05);
        let cmnd = (year < 2000 && self.rng.chance(0.7)).then(|| 30_000_000 + self.rng.below(170_000_000));
        let previous = self.rng.chance(0.05).then(|| *self.rng.pick(&self.wards));
        PopulationRow {
            person_id: self.id(gender, year),
            cmnd: cmnd.and_then(|number| ansinh::model::Cmnd::from_digits(&format!("{number:09}"))),
            full_name: FullName::from_canonical(&self.name(surname, gender, year)).unwrap(),
            birth_date: Some(birth),
            gender: Some(gender),
            ward_code: ward,
            address: None,
            household_id: Some(household.to_owned()),
            relation_to_head: None,
            marital_status: None,
            father_id: None,
            mother_id: None,
            spouse_id: None,
            life_status: if dead { LifeStatus::Dead } else { LifeStatus::Alive },
            death_date: None,
            residence_since: None,
            previous_ward_code: previous.filter(|&from| from != ward),
            phone: self.rng.chance(0.5).then(|| Private::new(&format!("09{:08}", self.rng.below(100_000_000)))),
        }
    }

    /// The next household and the lists' rows about its members; a row about somebody outside the
    /// register now and then.
    pub(crate) fn household(&mut self) -> (Vec<PopulationRow>, Vec<Entry>) {
        self.households += 1;
        let household = format!("HP{:09}", self.households);
        let ward = *self.rng.pick(&self.wards);
        let head_year = 1935 + self.rng.below(65) as i16;
        let surname = Names::draw(&mut self.rng, &self.names.surnames).to_owned();
        let mut members = vec![self.person(&surname, Gender::Male, head_year, ward, &household)];
        if self.rng.chance(0.8) {
            let other = Names::draw(&mut self.rng, &self.names.surnames).to_owned();
            let year = head_year + self.rng.below(7) as i16;
            members.push(self.person(&other, Gender::Female, year, ward, &household));
        }
        for _ in 0..self.rng.below(4) {
            let year = head_year + 20 + self.rng.below(15) as i16;
            if year <= 2026 {
                let gender = self.gender();
                members.push(self.person(&surname, gender, year, ward, &household));
            }
        }
        let address = self.address();
        for member in &mut members {
            member.address = Some(Private::new(&address));
        }
        let mut entries = Vec::new();
        for place in 0..members.len() {
            if self.rng.chance(self.listed) {
                self.entry(&members, place, &mut entries);
            }
        }
        for member in &mut members {
            if self.rng.chance(self.noise.wrong_register) {
                self.spoil(member);
            }
        }
        (members, entries)
    }

    /// An entry of the register that is itself wrong.
    fn spoil(&mut self, person: &mut PopulationRow) {
        match self.rng.below(3) {
            0 => {
                let slipped = self.name_slip(person.full_name.reveal());
                person.full_name = FullName::from_canonical(&slipped).unwrap_or(person.full_name.clone());
            }
            1 => person.birth_date = person.birth_date.and_then(|birth| self.birth_slip(birth)),
            _ => person.gender = Some(self.gender()),
        }
    }

    /// How much more or less than usual the clerk of a ward slips.
    fn clerk(&self, ward: WardCode) -> f64 {
        let place = f64::from(ward.number().wrapping_mul(0x9e37_79b9) >> 16) / 65_536.0;
        if self.noise.clerks { 9_f64.powf(place - 0.5) } else { 1.0 }
    }

    fn entry(&mut self, members: &[PopulationRow], place: usize, entries: &mut Vec<Entry>) {
        if self.rng.chance(self.noise.absent) {
            let (gender, year, ward) = (self.gender(), 1935 + self.rng.below(85) as i16, members[place].ward_code);
            let surname = Names::draw(&mut self.rng, &self.names.surnames).to_owned();
            let mut stranger = self.person(&surname, gender, year, ward, "elsewhere");
            stranger.address = Some(Private::new(&self.address()));
            let from = entries.len();
            self.rows(&stranger, std::slice::from_ref(&stranger), entries);
            entries[from..].iter_mut().for_each(|entry| entry.truth = None);
            return;
        }
        self.rows(&members[place], members, entries);
    }

    /// A person's row, and now and then a second one: in the same list, in another list of the ward,
    /// or in another ward.
    fn rows(&mut self, person: &PopulationRow, members: &[PopulationRow], entries: &mut Vec<Entry>) {
        let place = self.place(person);
        let first = self.written(person, members, place);
        let ward = first.query.ward;
        entries.push(first);
        if self.noise.twice == 0.0 || !self.rng.chance(self.noise.twice) {
            return;
        }
        let list = self.rng.below(3) as u8;
        let place = match list {
            // A list of another ward: of the ward before, of the ward of residence, of any.
            2 => self.elsewhere(person, ward),
            _ => place,
        };
        let second = self.written(person, members, place);
        entries.push(Entry { list: list % 2, ..second });
    }

    /// A ward other than `ward` that lists a person too, and what the address there names.
    fn elsewhere(&mut self, person: &PopulationRow, ward: Option<WardCode>) -> (WardCode, Option<WardCode>) {
        let home = person.ward_code;
        let any = *self.rng.pick(&self.wards);
        let listed = if Some(home) == ward { person.previous_ward_code.unwrap_or(any) } else { home };
        let address = if self.rng.chance(0.5) { home } else { listed };
        (listed, Some(address).filter(|_| self.rng.chance(0.8)))
    }

    /// What a clerk writes about a person.
    fn written(
        &mut self,
        person: &PopulationRow,
        members: &[PopulationRow],
        (ward, address_ward): (WardCode, Option<WardCode>),
    ) -> Entry {
        self.slips = self.clerk(ward);
        let name = self.written_name(person.full_name.reveal());
        let query = Query {
            index: 0,
            source: Source::Record,
            name: Name::fold(&name),
            birth: person.birth_date.and_then(|birth| self.written_birth(birth)),
            gender: person.gender.filter(|_| self.rng.chance(0.9)),
            id: self.written_id(person, members),
            ward: Some(ward),
            address_ward,
            phone: person.phone.clone().filter(|_| self.rng.chance(0.3)),
            address: self.written_address(person, ward == person.ward_code || address_ward == Some(person.ward_code)),
            hamlet: None,
            relative: None,
        };
        let relative = self.written_relative(person, members).unwrap_or_default();
        let folded = Name::fold(&relative).map(|name| Relative { name: Some(name), id: None });
        let query = Query { relative: folded, ..query };
        Entry {
            query,
            truth: Some(person.person_id),
            whose: person.person_id,
            list: 0,
            names: [name, relative],
            moved: ward != person.ward_code,
        }
    }

    /// Somebody of the household, now and then of another.
    fn written_relative(&mut self, person: &PopulationRow, members: &[PopulationRow]) -> Option<String> {
        if !self.rng.chance(self.noise.relative) {
            return None;
        }
        let others: Vec<&PopulationRow> =
            members.iter().filter(|member| member.person_id != person.person_id).collect();
        let name = if others.is_empty() || self.rng.chance(0.15) {
            let (gender, year) = (self.gender(), 1935 + self.rng.below(75) as i16);
            let surname = Names::draw(&mut self.rng, &self.names.surnames).to_owned();
            self.name(&surname, gender, year)
        } else {
            self.rng.pick(&others).full_name.reveal().to_owned()
        };
        Some(self.written_name(&name))
    }

    /// The household's place as a clerk writes it: often without the house, now and then none or
    /// another hamlet.
    fn written_address(&mut self, person: &PopulationRow, at_home: bool) -> Option<Private> {
        if self.rng.chance(0.15) {
            return None;
        }
        let own = person.address.as_ref().map_or("", |address| address.reveal());
        let (house, hamlet) = own.split_once(", ").unwrap_or(("", own));
        let known = at_home && !self.rng.chance(0.06);
        let hamlet = if known { hamlet.to_owned() } else { self.hamlet() };
        let hamlet = match self.rng.below(4) {
            0 => hamlet.replace("Tổ dân phố số ", "TDP "),
            1 => bare(&hamlet).to_lowercase(),
            _ => hamlet,
        };
        let house = if known && self.rng.chance(0.4) { house.replace("Số ", "SN ") } else { String::new() };
        let parts: Vec<&str> = [house.as_str(), &hamlet].into_iter().filter(|part| !part.is_empty()).collect();
        Some(Private::new(&parts.join(", ")))
    }

    fn address(&mut self) -> String {
        format!("Số {} đường Lê Lợi, {}", 1 + self.rng.below(400), self.hamlet())
    }

    fn hamlet(&mut self) -> String {
        let kind = *self.rng.pick(&["Thôn ", "Tổ dân phố số ", "Xóm "]);
        format!("{kind}{}", 1 + self.rng.below(10))
    }

    fn place(&mut self, person: &PopulationRow) -> (WardCode, Option<WardCode>) {
        let home = Some(person.ward_code);
        if !self.rng.chance(self.noise.moved) {
            return (person.ward_code, home.filter(|_| self.rng.chance(0.8)));
        }
        let elsewhere = *self.rng.pick(&self.wards);
        let sending = person.previous_ward_code.unwrap_or(elsewhere);
        let address = if self.rng.chance(0.2) { home } else { Some(sending) };
        (sending, address.filter(|_| self.rng.chance(0.8)))
    }

    fn written_id(&mut self, person: &PopulationRow, members: &[PopulationRow]) -> Option<IdNumber> {
        let own = person.person_id;
        let id = match () {
            () if self.rng.chance(self.noise.no_id) => return None,
            () if person.cmnd.is_some() && self.rng.chance(self.noise.cmnd) => {
                return person.cmnd.map(IdNumber::Cmnd);
            }
            () if self.rng.chance(self.noise.id_slip * self.slips) => self.slip(own),
            () if self.rng.chance(self.noise.member_id) => self.rng.pick(members).person_id,
            () if self.rng.chance(self.noise.stranger_id) => {
                let (gender, year) = (self.gender(), 1940 + self.rng.below(80) as i16);
                self.id(gender, year)
            }
            () => own,
        };
        Some(IdNumber::Person(id))
    }

    /// One digit off, or two neighbours exchanged.
    fn slip(&mut self, id: PersonId) -> PersonId {
        let mut digits: Vec<u8> = id.reveal().into_bytes();
        let place = self.rng.below(11) as usize;
        if self.rng.chance(0.5) {
            digits.swap(place, place + 1);
        } else {
            digits[place] = b'0' + (digits[place] - b'0' + 1 + self.rng.below(9) as u8) % 10;
        }
        PersonId::from_digits(std::str::from_utf8(&digits).unwrap()).unwrap()
    }

    fn written_birth(&mut self, birth: PartialDate) -> Option<PartialDate> {
        let year = birth.year();
        if self.rng.chance(0.005) {
            return None;
        }
        if birth.day().is_none() || (year < 1965 && self.rng.chance(self.noise.year_only)) {
            let near = if self.rng.chance(0.02) { 1 } else { 0 };
            return PartialDate::of_year(year + near);
        }
        if !self.rng.chance(self.noise.birth_slip * self.slips) {
            return Some(birth);
        }
        self.birth_slip(birth)
    }

    fn birth_slip(&mut self, birth: PartialDate) -> Option<PartialDate> {
        let (year, month, day) = (birth.year(), birth.month().unwrap_or(1), birth.day().unwrap_or(1));
        let slipped = match self.rng.below(5) {
            0 if day <= 12 => PartialDate::of_day(year, day, month),
            1 => PartialDate::of_day(year, month, 1 + (day + self.rng.below(9) as u8) % 28),
            2 => PartialDate::of_day(year, 1 + (month + self.rng.below(9) as u8) % 12, day),
            3 => PartialDate::of_day(year, 1, 1),
            _ => PartialDate::of_day(year + *self.rng.pick(&[-10, -2, -1, 1, 2, 10]), month, day),
        };
        slipped.or(Some(birth))
    }

    fn written_name(&mut self, name: &str) -> String {
        let name =
            if self.rng.chance(self.noise.name_slip * self.slips) { self.name_slip(name) } else { name.to_owned() };
        if self.rng.chance(self.noise.bare) { bare(&name) } else { name }
    }

    fn name_slip(&mut self, name: &str) -> String {
        let mut parts: Vec<String> = name.split(' ').map(str::to_owned).collect();
        let last = parts.len() - 1;
        let place = self.rng.below(parts.len() as u64) as usize;
        match self.rng.below(12) {
            0 | 1 => parts[place] = other_tone(&parts[place]),
            2 | 3 => parts[place] = without_marks(&parts[place]),
            4 | 5 => parts[last] = dialect(&parts[last]),
            6 | 7 if last >= 2 => drop(parts.remove(1)),
            8 if last >= 2 => parts[1] = parts[1].chars().take(1).collect(),
            9 => parts.rotate_right(1),
            10 => {
                let mut letters: Vec<char> = parts[place].chars().collect();
                letters.remove(self.rng.below(letters.len() as u64) as usize);
                parts[place] = letters.into_iter().collect();
            }
            _ => {
                let letter = *self.rng.pick(&['a', 'n', 'h', 'g', 'i', 'o']);
                parts[place].push(letter);
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }
}

pub(crate) fn bare(text: &str) -> String {
    let letters = text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    letters
        .map(|c| {
            if c == 'đ' {
                'd'
            } else if c == 'Đ' {
                'D'
            } else {
                c
            }
        })
        .collect()
}

/// hỏi and ngã exchanged; another tone lost.
fn other_tone(word: &str) -> String {
    let change = |c: char| match c {
        '\u{309}' => Some('\u{303}'),
        '\u{303}' => Some('\u{309}'),
        '\u{300}' | '\u{301}' | '\u{323}' => None,
        other => Some(other),
    };
    word.nfd().filter_map(change).nfc().collect()
}

/// ơ, ư, ê, ô, â, ă lose their mark, the tone stays.
fn without_marks(word: &str) -> String {
    word.nfd().filter(|c| !matches!(c, '\u{302}' | '\u{306}' | '\u{31b}')).nfc().collect()
}

fn dialect(word: &str) -> String {
    let pairs = [("Tr", "Ch"), ("Ch", "Tr"), ("S", "X"), ("X", "S"), ("L", "N"), ("Gi", "D"), ("D", "R")];
    let exchanged = pairs.iter().find_map(|(from, to)| word.strip_prefix(from).map(|rest| format!("{to}{rest}")));
    match exchanged {
        Some(text) => text,
        None if word.starts_with('N') && !word.starts_with("Ng") && !word.starts_with("Nh") => {
            word.replacen('N', "L", 1)
        }
        None => word.to_owned(),
    }
}
