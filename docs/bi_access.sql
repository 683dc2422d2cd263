-- Chạy trên kết nối chỉ đọc, ngay sau khi mở, trước câu lệnh của người dùng.
-- To be run on a read-only connection as soon as it is open, before any statement of a user.

-- Thiếu bộ nhớ thì báo lỗi, không ghi tệp tạm vào thư mục của bản phát hành.
-- Out of memory is an error: nothing is spilt into the folder of the release.
set temp_directory = '';
-- Một câu truy vấn không được chiếm cả máy chủ; đổi cho hợp với máy.
-- One query must not take the whole server; change both to suit the machine.
set memory_limit = '2GB';
set threads = 4;
set allow_community_extensions = false;
set autoinstall_known_extensions = false;
set autoload_known_extensions = false;
set enable_external_access = false;
-- Dòng trên vẫn cho ghi vào chính tệp đã mở và tệp .wal của nó; dòng này thì không.
-- The line above still lets the opened file itself and its .wal be written; this one does not.
set disabled_filesystems = 'LocalFileSystem';
-- Sau dòng này không ai đổi lại được. / After this nobody can take any of it back.
set lock_configuration = true;
