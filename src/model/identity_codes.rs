//! Codes of people's decisions and of provisional ids.

use super::code::codes;

codes! {
    /// What a person decided about a list row and somebody of the register.
    Ruling ("ruling (same, not_same, unknown)") {
        Same = "same",
        NotSame = "not_same",
        /// Looked at, and not clear.
        Unknown = "unknown",
    }
}
codes! {
    /// What became of a decision of a person about who somebody is.
    RulingState ("state of a decision") {
        /// It decides.
        Applied = "applied",
        /// It decides, and the evidence of tonight speaks strongly against it.
        Contested = "contested",
        /// Another decision of the same day says otherwise: neither decides.
        Conflict = "conflict",
        /// A later decision says otherwise.
        Replaced = "replaced",
        /// Of a later day than the one whose knowledge is used.
        NotYet = "not_yet",
        /// No row of the lists is as it was.
        RowGone = "row_gone",
        /// The row has changed since: it is to be decided anew.
        RowChanged = "row_changed",
        /// The register does not have the person.
        PersonMissing = "person_missing",
        /// The line of the decision shows another name, birth date or number than the row of its mark.
        OtherRow = "other_row",
        /// No mark, or none that can be: which row it is about is not said.
        NoMark = "no_mark",
        /// The day of the decision cannot be read.
        BadDate = "bad_date",
        /// Who decided, or when, is not said.
        Incomplete = "incomplete",
        /// The choice is none of those offered.
        UnknownChoice = "unknown_choice",
    }
}
codes! {
    /// By what a record is counted as the person that every later table has for it.
    CountedBy ("how a record came to its person") {
        /// The verdict of the linkage, or a decision.
        Verdict = "verdict",
        /// A line of last month's payment list with the same name, birth date and ward.
        Ledger = "ledger",
        /// A movement row with the same name, birth date and ward.
        Movement = "movement",
        /// Nobody else: a provisional id.
        Own = "own",
    }
}
codes! {
    /// By what a record is kept before another of one person and one benefit; the first that tells
    /// them apart decides, in this order.
    KeepRule ("rule of the kept record") {
        /// It is matched to a person of the register, the other is not.
        Matched = "matched",
        /// It is of the ward of residence.
        Residence = "residence",
        /// Its decision is later.
        LaterDecision = "later_decision",
        /// It says more: birth date, number, gender, address, phone, account.
        SaysMore = "says_more",
        /// By the path of its file, then sheet and row.
        Place = "place",
    }
}
codes! {
    /// What is known of somebody who was once not found in the register.
    ProvisionalStatus ("status of a provisional id") {
        Open = "open", Found = "found", Merged = "merged",
        /// Nothing is written of them any more.
        Gone = "gone",
    }
}
codes! {
    /// What happened to a provisional id in a night.
    ProvisionalEvent ("event of a provisional id") {
        New = "new",
        /// Written otherwise than before, and still the same.
        Mended = "mended",
        /// Found in the register.
        Found = "found",
        /// Two ids were found to be one person.
        Merged = "merged",
        /// One id stood for two people.
        Split = "split",
        Gone = "gone",
        /// Written again after it was gone, or no longer found.
        Returned = "returned",
    }
}
