//! Compiles the table of system calls (`policy.rs`) into filters for the kernel, seccomp(2), for
//! both processors: `OUT_DIR/PROCESSOR-FILTER.bpf`, an array of `struct sock_filter`.

mod policy;

use policy::Test;
use seccompiler::{sock_filter, BpfMap, TargetArch};
use serde_json::{json, Value};
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=policy.rs");
    let folder = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for (processor, target) in [("x86_64", TargetArch::x86_64), ("aarch64", TargetArch::aarch64)] {
        for (name, code) in compile(target) {
            let path = Path::new(&folder).join(format!("{processor}-{name}.bpf"));
            let bytes: Vec<u8> = code.iter().flat_map(encode).collect();
            std::fs::write(path, bytes).expect("the filter is written");
        }
    }
}

/// Compiles the filters for a processor.
fn compile(target: TargetArch) -> BpfMap {
    let on_x86 = |names: &'static str| match target {
        TargetArch::x86_64 => names,
        _ => "",
    };
    let refuse = |mut filter: Vec<Value>, tested: &[(&str, &[Test])]| {
        filter.extend(tested.iter().map(|(call, tests)| {
            let arguments: Vec<Value> = tests.iter().map(argument).collect();
            json!({"syscall": call, "args": arguments})
        }));
        let action = json!({"errno": policy::EPERM});
        json!({"mismatch_action": "allow", "match_action": action, "filter": filter})
    };
    let filters = json!({
        "allow": {
            "mismatch_action": {"errno": policy::ENOSYS},
            "match_action": "allow",
            "filter": calls(policy::ALLOWED, on_x86(policy::ALLOWED_ON_X86)),
        },
        "refuse": refuse(calls(policy::REFUSED, on_x86(policy::REFUSED_ON_X86)), policy::REFUSED_IF),
        "memory": refuse(calls(&[policy::UNCOUNTED_MEMORY], ""), &[]),
        "shared": refuse(calls(&[policy::SHARED], on_x86(policy::SHARED_ON_X86)), policy::SHARED_IF),
        "sockets": refuse(calls(&[policy::SOCKETS], ""), &[]),
        "modes": {
            "mismatch_action": "allow",
            "match_action": {"trace": 0},
            "filter": calls(&[policy::MODES], on_x86(policy::MODES_ON_X86)),
        },
    });
    seccompiler::compile_from_json(filters.to_string().as_bytes(), target)
        .expect("the table of system calls is valid")
}

fn calls(lists: &[&str], more: &str) -> Vec<Value> {
    let names = lists.iter().flat_map(|list| list.split_whitespace());
    names.chain(more.split_whitespace()).map(|name| json!({"syscall": name})).collect()
}

fn argument(test: &Test) -> Value {
    let (index, size, operator, value) = match *test {
        Test::Is(index, value) => (index, "dword", json!("eq"), value),
        Test::IsNot(index, value) => (index, "dword", json!("ne"), value),
        Test::Has(index, bits) => (index, "dword", json!({"masked_eq": bits}), bits),
        Test::IsPointer(index) => (index, "qword", json!("ne"), 0),
    };
    json!({"index": index, "type": size, "op": operator, "val": value})
}

/// `struct sock_filter` of linux/filter.h, in the byte order of both processors. The crate has no
/// action that asks another process (`SECCOMP_RET_USER_NOTIF`): the one for tracers stands for it.
fn encode(instruction: &sock_filter) -> Vec<u8> {
    const RETURN: u16 = 0x06;
    const TRACE: u32 = 0x7ff0_0000;
    const ASK: u32 = 0x7fc0_0000;
    let asks = (instruction.code, instruction.k) == (RETURN, TRACE);
    let mut bytes = instruction.code.to_le_bytes().to_vec();
    bytes.extend([instruction.jt, instruction.jf]);
    bytes.extend(if asks { ASK } else { instruction.k }.to_le_bytes());
    bytes
}
