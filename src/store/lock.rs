//! One run at a time in an output folder.
//!
//! The lock is held by the system on an open file, so it falls when its process ends, however it
//! ends: a lock file left by a killed run locks nothing. The file says who holds it, for messages.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::StoreError;

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(out: &Path) -> Result<Lock, StoreError> {
        let path = out.join(".lock");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(StoreError::io("open the lock file", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only for the message: a file that cannot be read still means that it is locked.
                let _ = file.read_to_string(&mut holder);
                return Err(StoreError::Busy { out: out.to_owned(), holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", &path)(error)),
        }
        let wrong = StoreError::io("write", &path);
        file.set_len(0).and_then(|()| writeln!(file, "process {}", std::process::id())).map_err(wrong)?;
        Ok(Lock { _file: file })
    }
}
