//! The names of the pickle instructions that are refused, as `pickletools` has them.

/// The name of an instruction, with its byte.
pub fn name(code: u8) -> String {
    let name = match code {
        b'P' => "PERSID",
        0x82 => "EXT1",
        0x83 => "EXT2",
        0x84 => "EXT4",
        0x97 => "NEXT_BUFFER",
        0x98 => "READONLY_BUFFER",
        _ => "unknown",
    };
    format!("{name} ({code:#04x})")
}
